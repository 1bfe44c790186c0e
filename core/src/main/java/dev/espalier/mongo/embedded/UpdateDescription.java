package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an update did to a document: the {@code updateDescription} of its event. Found by comparing
 * the two, so it names the fields that differ, which may be deeper than those the update named.
 */
final class UpdateDescription {
  private final Document updatedFields = new Document();
  private final List<String> removedFields = new ArrayList<>();
  private final List<Document> truncatedArrays = new ArrayList<>();

  private UpdateDescription() {}

  static Document of(Document before, Document after) {
    UpdateDescription description = new UpdateDescription();
    description.compare("", before, after);
    return new Document("updatedFields", description.updatedFields)
        .append("removedFields", description.removedFields)
        .append("truncatedArrays", description.truncatedArrays);
  }

  private void compare(String path, Document before, Document after) {
    for (String key : before.keySet()) {
      if (!after.containsKey(key)) {
        removedFields.add(path + key);
      }
    }
    after.forEach((key, value) -> {
      if (before.containsKey(key)) {
        compare(path + key, before.get(key), value);
      } else {
        updatedFields.put(path + key, value);
      }
    });
  }

  private void compare(String path, Object before, Object after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before instanceof Document from && after instanceof Document to && !to.isEmpty()) {
      compare(path + ".", from, to);
    } else if (before instanceof List<?> from && after instanceof List<?> to && isHead(from, to)) {
      for (int i = from.size(); i < to.size(); i++) {
        updatedFields.put(path + "." + i, to.get(i));
      }
    } else if (before instanceof List<?> from && after instanceof List<?> to && isHead(to, from)) {
      truncatedArrays.add(new Document("field", path).append("newSize", to.size()));
    } else if (before instanceof List<?> from
        && after instanceof List<?> to
        && from.size() == to.size()) {
      for (int i = 0; i < to.size(); i++) {
        compare(path + "." + i, from.get(i), to.get(i));
      }
    } else {
      updatedFields.put(path, after);
    }
  }

  private static boolean isHead(List<?> head, List<?> whole) {
    return head.size() < whole.size() && whole.subList(0, head.size()).equals(head);
  }
}
