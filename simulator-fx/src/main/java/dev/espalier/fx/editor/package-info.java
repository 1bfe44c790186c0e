/** Text with syntax colours that can be edited, with what is wrong in it said where it is. */
@NullMarked
package dev.espalier.fx.editor;

import org.jspecify.annotations.NullMarked;
