package dev.espalier.environment;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB is down, or cannot be reached. What was asked of it may or may not have been done when it
 * went down meanwhile. The driver's own words name the server's address and all that the driver
 * thinks of it; these are the same in every run.
 */
public final class DatabaseUnreachableException extends MongoException {
  @Serial private static final long serialVersionUID = 1;
  private static final String MESSAGE = "MongoDB does not answer";

  DatabaseUnreachableException(@Nullable Throwable cause) {
    super(MESSAGE, cause);
  }

  /** A failure as the driver told it, or this one if that is what it means. */
  static MongoException orOther(MongoException failure) {
    return switch (failure) {
      case MongoTimeoutException _,
          MongoSocketException _,
          MongoNotPrimaryException _,
          MongoNodeIsRecoveringException _ ->
          new DatabaseUnreachableException(failure);
      default -> failure;
    };
  }

  @Override
  @SuppressWarnings(
      "OverrideThrowableToString") // a process that exits of it says no more than this
  public String toString() {
    return MESSAGE;
  }
}
