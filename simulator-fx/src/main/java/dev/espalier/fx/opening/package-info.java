/** What can be opened: the library, what was opened lately, files, folders and URLs. */
@NullMarked
package dev.espalier.fx.opening;

import org.jspecify.annotations.NullMarked;
