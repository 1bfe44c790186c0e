@NullMarked
package dev.espalier.mongo;

import org.jspecify.annotations.NullMarked;
