package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scenarios, and parts of them, as if all of them were written in the same place. */
final class Unplaced {
  private static final Place NOWHERE = Place.of("nowhere");

  private Unplaced() {}

  @SuppressWarnings("unchecked")
  static <R extends Record> R of(R record) {
    return (R) rebuilt(record);
  }

  private static @Nullable Object unplaced(@Nullable Object value) {
    return switch (value) {
      case Place _ -> NOWHERE;
      case List<?> list ->
          list.stream().map(Unplaced::unplaced).collect(ImmutableList.toImmutableList());
      case Record record when record.getClass().getPackageName().equals("dev.espalier.scenario") ->
          rebuilt(record);
      case null, default -> value;
    };
  }

  private static Object rebuilt(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        values[i] = unplaced(components[i].getAccessor().invoke(record));
      }
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
