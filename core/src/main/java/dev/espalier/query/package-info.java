/** Mongo filters and projections: parsed, matched, indexed; {@code @me} and other parameters. */
@NullMarked
package dev.espalier.query;

import org.jspecify.annotations.NullMarked;
