package dev.espalier.scenario.story;

import com.google.common.collect.Iterables;
import dev.espalier.otp.ExitReason;
import dev.espalier.trace.TraceEvent;
import dev.espalier.trace.Traceable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether events of two runs are the same as far as recordings show them: what has no value of its
 * own, such as a function, makes no difference. Remembers what it found the same, for states share
 * most of what is in them with the states before.
 */
final class Sameness {
  private static final int REMEMBERED = 1 << 17;
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final ClassValue<MethodHandle[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          MethodHandle[] getters = new MethodHandle[components.length];
          for (int i = 0; i < components.length; i++) {
            getters[i] = getter(components[i]);
          }
          return getters;
        }
      };

  private final IdentityHashMap<Object, Object> known = new IdentityHashMap<>();

  private static MethodHandle getter(RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return MethodHandles.lookup().unreflect(component.getAccessor()).asType(GETTER);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  boolean of(TraceEvent one, TraceEvent other) {
    return one.cause() == other.cause()
        && one.at().equals(other.at())
        && same(one.event(), other.event());
  }

  @SuppressWarnings("ReferenceEquality") // what is remembered is instances
  private boolean same(@Nullable Object one, @Nullable Object other) {
    if (one == other) {
      return true;
    }
    return switch (one) {
      case null -> false;
      case Boolean _, Number _, String _, Enum<?> _, Instant _, Duration _, BsonValue _ ->
          one.equals(other);
      case ExitReason reason -> reason.toString().equals(Objects.toString(other));
      case Optional<?> optional ->
          other instanceof Optional<?> another && same(optional.orElse(null), another.orElse(null));
      case JsonNode _, Map<?, ?> _, Iterable<?> _, Traceable _ ->
          other != null && (known.get(one) == other || remembered(one, other));
      case Record record -> other instanceof Record another && sameRecords(record, another);
      default -> other != null;
    };
  }

  private boolean remembered(Object one, Object other) {
    boolean same =
        switch (one) {
          case JsonNode _ -> one.equals(other);
          case Map<?, ?> map ->
              other instanceof Map<?, ?> another
                  && sameElements(map.keySet(), another.keySet())
                  && sameElements(map.values(), another.values());
          case Iterable<?> elements ->
              other instanceof Iterable<?> others && sameElements(elements, others);
          case Traceable traceable ->
              other instanceof Traceable another && same(traceable.traced(), another.traced());
          default -> throw new IllegalStateException("not worth remembering: " + one.getClass());
        };
    if (same) {
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      known.put(one, other);
    }
    return same;
  }

  private boolean sameElements(Iterable<?> some, Iterable<?> others) {
    if (Iterables.size(some) != Iterables.size(others)) {
      return false;
    }
    Iterator<?> rest = others.iterator();
    for (Object each : some) {
      if (!same(each, rest.next())) {
        return false;
      }
    }
    return true;
  }

  private boolean sameRecords(Record one, Record other) {
    if (one.getClass() != other.getClass()) {
      return false;
    }
    try {
      for (MethodHandle component : COMPONENTS.get(one.getClass())) {
        if (!same(
            (Object) component.invokeExact((Object) one),
            (Object) component.invokeExact((Object) other))) {
          return false;
        }
      }
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + one.getClass(), e);
    }
  }
}
