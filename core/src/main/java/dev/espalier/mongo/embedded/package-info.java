/** A MongoDB server inside this JVM, on mongo-java-server. */
@NullMarked
package dev.espalier.mongo.embedded;

import org.jspecify.annotations.NullMarked;
