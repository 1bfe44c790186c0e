/** Where the database comes from: embedded, installed, downloaded, or at a URI. */
@NullMarked
package dev.espalier.mongo;

import org.jspecify.annotations.NullMarked;
