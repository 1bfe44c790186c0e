/** Building a UI out of views; the JSON patches between two UIs. */
@NullMarked
package dev.espalier.ui;

import org.jspecify.annotations.NullMarked;
