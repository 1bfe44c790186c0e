/** The processes of an environment: its manifest, database, changes, queries and views. */
@NullMarked
package dev.espalier.environment;

import org.jspecify.annotations.NullMarked;
