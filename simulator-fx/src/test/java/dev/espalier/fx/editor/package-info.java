@NullMarked
package dev.espalier.fx.editor;

import org.jspecify.annotations.NullMarked;
