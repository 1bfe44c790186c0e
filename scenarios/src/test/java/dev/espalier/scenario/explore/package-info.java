@NullMarked
package dev.espalier.scenario.explore;

import org.jspecify.annotations.NullMarked;
