@NullMarked
package dev.espalier.scenario.play;

import org.jspecify.annotations.NullMarked;
