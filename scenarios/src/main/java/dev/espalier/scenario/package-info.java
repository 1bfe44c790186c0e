@NullMarked
package dev.espalier.scenario;

import org.jspecify.annotations.NullMarked;
