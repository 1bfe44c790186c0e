/**
 * Processes as OTP knows them: gen_servers, supervisors, names, groups, links, monitors, timers.
 */
@NullMarked
package dev.espalier.otp;

import org.jspecify.annotations.NullMarked;
