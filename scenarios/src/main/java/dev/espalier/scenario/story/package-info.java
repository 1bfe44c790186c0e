/** What happened, told to people and to other programs. */
@NullMarked
package dev.espalier.scenario.story;

import org.jspecify.annotations.NullMarked;
