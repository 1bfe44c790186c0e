/** Many runs of one scenario, in search of the order or the failure that breaks it. */
@NullMarked
package dev.espalier.scenario.explore;

import org.jspecify.annotations.NullMarked;
