package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a change stream has been read: everything up to and including one change of one commit.
 * Written as MongoDB's tokens begin, {@code 82} and the cluster time in 16 hex digits, so that the
 * time can be read out of it.
 *
 * @param index which change of the commit; {@link #ALL} for all of them
 * @param invalidated whether the event that ends the stream at this change is read as well
 */
record ResumeToken(BsonTimestamp time, int index, boolean invalidated) {
  static final int ALL = Integer.MAX_VALUE;

  private static final Pattern DATA =
      Pattern.compile("82([0-9A-F]{16})2B042C([0-9A-F]{8})(29|6E)04");

  /** The token from which everything from that time on is still to come. */
  static ResumeToken before(BsonTimestamp time) {
    return upTo(new BsonTimestamp(time.getValue() - 1));
  }

  /** The token of one who has read everything until then. */
  static ResumeToken upTo(BsonTimestamp time) {
    return new ResumeToken(time, ALL, false);
  }

  /** Reads a token as clients send it back. */
  static ResumeToken parse(Document token) {
    Matcher data = DATA.matcher(String.valueOf(token.get("_data")));
    if (!data.matches()) {
      throw CommandException.invalidResumeToken(
          "This resume token was not made by this server: " + token.get("_data"));
    }
    return new ResumeToken(
        new BsonTimestamp(Long.parseUnsignedLong(data.group(1), 16)),
        Integer.parseUnsignedInt(data.group(2), 16),
        data.group(3).equals("6E"));
  }

  Document document() {
    return new Document(
        "_data",
        "82%016X2B042C%08X%s04".formatted(time.getValue(), index, invalidated ? "6E" : "29"));
  }

  /** Whether the change at that place is still to come. */
  boolean isBefore(BsonTimestamp changeTime, int changeIndex) {
    int order = time.compareTo(changeTime);
    return order < 0 || (order == 0 && index < changeIndex);
  }

  /** The last time whose commit may be forgotten without a change being missed. */
  BsonTimestamp known() {
    return index == ALL ? time : new BsonTimestamp(time.getValue() - 1);
  }
}
