@NullMarked
package dev.espalier.fx.client;

import org.jspecify.annotations.NullMarked;
