/** What tests put in the place of processes. */
@NullMarked
package dev.espalier.otp;

import org.jspecify.annotations.NullMarked;
