/** The ways into the tree: clients, and the data API for apps elsewhere. */
@NullMarked
package dev.espalier.gateway;

import org.jspecify.annotations.NullMarked;
