@NullMarked
package dev.espalier.runner;

import org.jspecify.annotations.NullMarked;
