package dev.espalier.fx.timeline;

import dev.espalier.otp.Pid;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Processes by their pids, in their order. It never changes: a copy with one process more, less or
 * changed shares all but a few nodes with it, so that keeping many moments takes little memory.
 *
 * <p>A radix tree, as Bagwell, <i>Ideal Hash Trees</i>, and Clojure's vectors.
 */
public final class Processes extends AbstractMap<Pid, ProcessAt> {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;
  private static final int MASK = WIDTH - 1;

  static final Processes NONE = new Processes(new Object[WIDTH], 0, 0);

  private final @Nullable Object[] root;
  private final int shift;
  private final int size;

  private Processes(@Nullable Object[] root, int shift, int size) {
    this.root = root;
    this.shift = shift;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable ProcessAt get(@Nullable Object key) {
    return key instanceof Pid(long number) ? get(number) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  private @Nullable ProcessAt get(long number) {
    if (!fits(number)) {
      return null;
    }
    @Nullable Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      Object child = node[(int) (number >>> level) & MASK];
      if (child == null) {
        return null;
      }
      node = children(child);
    }
    return (ProcessAt) node[(int) number & MASK];
  }

  private boolean fits(long number) {
    return number >>> shift < WIDTH;
  }

  private static @Nullable Object[] children(Object node) {
    return (@Nullable Object[]) node;
  }

  Processes with(ProcessAt process) {
    long number = process.pid().number();
    if (!fits(number)) {
      @Nullable Object[] taller = new Object[WIDTH];
      taller[0] = root;
      return new Processes(taller, shift + BITS, size).with(process);
    }
    boolean isNew = get(number) == null;
    return new Processes(with(root, shift, number, process), shift, isNew ? size + 1 : size);
  }

  Processes without(Pid pid) {
    return get(pid) == null
        ? this
        : new Processes(with(root, shift, pid.number(), null), shift, size - 1);
  }

  private static @Nullable Object[] with(
      @Nullable Object[] node, int level, long number, @Nullable ProcessAt process) {
    @Nullable Object[] copy = node.clone();
    int index = (int) (number >>> level) & MASK;
    if (level == 0) {
      copy[index] = process;
    } else {
      Object child = node[index];
      @Nullable Object[] below = child == null ? new Object[WIDTH] : children(child);
      @Nullable Object[] changed = with(below, level - BITS, number, process);
      copy[index] = process == null && isEmpty(changed) ? null : changed;
    }
    return copy;
  }

  private static boolean isEmpty(@Nullable Object[] node) {
    for (Object child : node) {
      if (child != null) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Set<Map.Entry<Pid, ProcessAt>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<Pid, ProcessAt>> iterator() {
        return new Walk(root, shift);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** From the lowest pid to the highest. */
  private static final class Walk implements Iterator<Map.Entry<Pid, ProcessAt>> {

    /** A node, and which of its children comes next. */
    private static final class At {
      final @Nullable Object[] node;
      final int level;
      int next;

      At(@Nullable Object[] node, int level) {
        this.node = node;
        this.level = level;
      }
    }

    private final Deque<At> path = new ArrayDeque<>();
    private @Nullable ProcessAt next;

    Walk(@Nullable Object[] root, int shift) {
      path.push(new At(root, shift));
      advance();
    }

    private void advance() {
      next = null;
      while (next == null && !path.isEmpty()) {
        At at = path.element();
        if (at.next == WIDTH) {
          path.pop();
          continue;
        }
        Object child = at.node[at.next++];
        if (child instanceof ProcessAt process) {
          next = process;
        } else if (child != null) {
          path.push(new At(children(child), at.level - BITS));
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Map.Entry<Pid, ProcessAt> next() {
      ProcessAt process = next;
      if (process == null) {
        throw new NoSuchElementException();
      }
      advance();
      return Map.entry(process.pid(), process);
    }
  }
}
