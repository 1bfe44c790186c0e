@NullMarked
package dev.espalier.fx.scenario;

import org.jspecify.annotations.NullMarked;
