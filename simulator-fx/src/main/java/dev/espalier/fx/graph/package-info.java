/** The processes and the messages between them, drawn in layers. */
@NullMarked
package dev.espalier.fx.graph;

import org.jspecify.annotations.NullMarked;
