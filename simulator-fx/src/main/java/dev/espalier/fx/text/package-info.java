/** Words and values as every pane draws them: sentences with links, trees that can be opened. */
@NullMarked
package dev.espalier.fx.text;

import org.jspecify.annotations.NullMarked;
