package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.Serial;
import java.util.List;

/** A command's failure, with MongoDB's code and error labels for it. */
final class CommandException extends MongoServerError {
  @Serial private static final long serialVersionUID = 1;

  private static final String TRANSIENT = "TransientTransactionError";

  private final List<String> labels;

  CommandException(int code, String name, String message) {
    this(code, name, message, List.of());
  }

  private CommandException(int code, String name, String message, List<String> labels) {
    super(code, name, message);
    this.labels = labels;
  }

  List<String> labels() {
    return labels;
  }

  static CommandException writeConflict(String why) {
    return new CommandException(
        112,
        "WriteConflict",
        "Caused by :: Write conflict during plan execution and yielding is disabled :: " + why,
        List.of(TRANSIENT));
  }

  static CommandException noSuchTransaction(long number, String why) {
    return new CommandException(
        251, "NoSuchTransaction", "Transaction " + number + " " + why, List.of(TRANSIENT));
  }

  static CommandException notInTransaction(String command) {
    return new CommandException(
        263,
        "OperationNotSupportedInTransaction",
        "Cannot run '" + command + "' in a multi-document transaction.");
  }

  static CommandException invalidResumeToken(String message) {
    return new CommandException(260, "InvalidResumeToken", message);
  }

  static CommandException historyLost() {
    return new CommandException(
        286,
        "ChangeStreamHistoryLost",
        "Resume of change stream was not possible, as the resume point may no longer be in the"
            + " oplog.",
        List.of("NonResumableChangeStreamError"));
  }

  /** For whoever is waiting for more of it; who asks later finds no such cursor. */
  static CommandException cursorKilled() {
    return new CommandException(
        237, "CursorKilled", "operation was interrupted because its cursor was killed");
  }

  static CommandException snapshotUnavailable() {
    return new CommandException(
        246, "SnapshotUnavailable", "The data of that cluster time is no longer known.");
  }

  static CommandException notSupported(String what) {
    return new CommandException(
        115, "CommandNotSupported", "The embedded server does not support " + what + ".");
  }
}
