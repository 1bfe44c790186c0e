package dev.espalier.otp;

import dev.espalier.otp.ProcessEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A process that handles one message at a time, as OTP's behaviour of that name: callbacks take the
 * state and say what it is next. An exception out of a callback ends the process.
 *
 * <p>State is immutable: a record. One instance serves one process, and its protected final methods
 * are that process acting as itself.
 *
 * @param <S> the type of the state
 */
public abstract class GenServer<S> {
  /** How long a call waits unless told otherwise. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  /** Waits for ever. */
  public static final Duration INFINITY = Duration.ofSeconds(Long.MAX_VALUE);

  private @Nullable Node node;
  private @Nullable ProcessCell cell;

  final void begin(Node inNode, ProcessCell asCell) {
    node = inNode;
    cell = asCell;
  }

  // Callbacks.

  /** Runs before anything else; whoever starts the process waits for it. */
  protected abstract Init<S> init() throws Exception;

  /** Runs before any message, when {@code init} or another callback asked for it. */
  protected Next<S> handleContinue(Object continuation, S state) throws Exception {
    throw misunderstood("continuation", continuation);
  }

  /** Answers with {@link #reply}, now or later. */
  protected Next<S> handleCall(Request<?> request, From from, S state) throws Exception {
    throw misunderstood("call", request);
  }

  protected Next<S> handleCast(Object message, S state) throws Exception {
    throw misunderstood("cast", message);
  }

  /** Messages sent plainly, published, or by the runtime ({@link Signal}). */
  protected Next<S> handleInfo(Object message, S state) throws Exception {
    note(new Unexpected(message));
    return Next.state(state);
  }

  /**
   * Runs before the process exits by itself, by an error, or by its supervisor if it traps exits.
   */
  protected void terminate(ExitReason reason, S state) throws Exception {}

  /** Noted when a message came that the process has no use for. */
  public record Unexpected(Object message) {}

  private Exit misunderstood(String kind, Object message) {
    return new Exit(
        ExitReason.failure(
            "%s has no %s of %s"
                .formatted(getClass().getSimpleName(), kind, message.getClass().getSimpleName())));
  }

  // The process acting as itself.

  protected final Node node() {
    if (node == null) {
      throw new IllegalStateException(getClass().getSimpleName() + " was not started");
    }
    return node;
  }

  final ProcessCell cell() {
    if (cell == null) {
      throw new IllegalStateException(getClass().getSimpleName() + " was not started");
    }
    return cell;
  }

  protected final Pid self() {
    return cell().pid;
  }

  protected final Instant now() {
    return node().clock().instant();
  }

  /** From here on, exit signals come as {@link Signal.Exited} instead of ending the process. */
  protected final void trapExits() {
    cell().trapsExits = true;
  }

  protected final void reply(From from, @Nullable Object value) {
    node().mail().reply(cell(), from, value);
  }

  protected final void cast(Address to, Object message) {
    alive();
    node().mail().send(cell().cause, cell(), to, Kind.CAST, message, null);
  }

  protected final void send(Address to, Object message) {
    alive();
    node().mail().send(cell().cause, cell(), to, Kind.INFO, message, null);
  }

  /** Sends to every member of a group. */
  protected final void publish(Group group, Object message) {
    alive();
    for (Pid member : node().members(group)) {
      node().mail().send(cell().cause, cell(), member, Kind.PUBLISH, message, null);
    }
  }

  protected final <R> R call(Address to, Request<R> request) {
    return call(to, request, CALL_TIMEOUT);
  }

  /**
   * Sends a request and waits for the reply.
   *
   * @throws CallFailed when there will be none: at once if the other is not there; once the two
   *     wait, directly or not, for one another and this request was sent last of all in the cycle;
   *     when the other exits; or after {@code timeout}
   */
  protected final <R> R call(Address to, Request<R> request, Duration timeout) {
    return await(request(to, request), timeout);
  }

  /** Sends a request without waiting; {@link #await} waits. */
  protected final <R> Pending<R> request(Address to, Request<R> request) {
    alive();
    ProcessCell self = cell();
    ReplySlot slot = new ReplySlot(() -> node().scheduler().wake(self));
    return node().mail().request(self.cause, self, to, request, slot);
  }

  /** Waits for the reply to a request sent before. */
  protected final <R> R await(Pending<R> pending, Duration timeout) {
    awaitAll(List.of(pending), timeout);
    if (!pending.slot().isDone()) {
      pending.abandon();
      throw new CallFailed.TimedOut(pending.to(), pending.request(), timeout);
    }
    return pending.value();
  }

  /** Asks every member of a group at once; answers come in the order of the members. */
  protected final <R> List<Answer<R>> multiCall(Group group, Request<R> request, Duration timeout) {
    return multiCall(node().members(group), request, timeout);
  }

  /**
   * Asks several processes at once, all under one time limit; answers come in the order of the
   * processes. One that fails to answer does not hide what the others answer.
   */
  protected final <R> List<Answer<R>> multiCall(
      List<Pid> members, Request<R> request, Duration timeout) {
    List<Pending<R>> pending = new ArrayList<>();
    for (Pid member : members) {
      pending.add(request(member, request));
    }
    awaitAll(pending, timeout);
    List<Answer<R>> answers = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      answers.add(answer(members.get(i), pending.get(i), timeout));
    }
    return answers;
  }

  private <R> Answer<R> answer(Pid from, Pending<R> pending, Duration timeout) {
    if (!pending.slot().isDone()) {
      pending.abandon();
      return new Answer.Failure<>(
          from, new CallFailed.TimedOut(pending.to(), pending.request(), timeout));
    }
    try {
      return new Answer.Reply<>(from, pending.value());
    } catch (CallFailed failure) {
      return new Answer.Failure<>(from, failure);
    }
  }

  private void awaitAll(List<? extends Pending<?>> pending, Duration timeout) {
    node().waits().begin(cell(), pending);
    try {
      block(() -> pending.stream().allMatch(one -> one.slot().isDone()), timeout);
    } finally {
      node().waits().end(cell());
    }
  }

  private void block(BooleanSupplier until, Duration timeout) {
    Instant deadline = timeout.equals(INFINITY) ? null : now().plus(timeout);
    node().scheduler().await(cell(), new Wait(until, deadline, false));
  }

  /** Does nothing for a while, on the node's clock. */
  protected final void sleep(Duration duration) {
    block(() -> false, duration);
  }

  /**
   * Leaves the node for a call to the world outside, which may call back into the node. Other
   * processes run meanwhile.
   */
  protected final <T> T outside(Callable<T> call) throws Exception {
    alive();
    return node().scheduler().outside(cell(), call);
  }

  /** Sends this process a message later; until then there is work under way. */
  protected final Timer sendAfter(Duration delay, Object message) {
    return node().sendAfter(cell(), delay, message);
  }

  /** A message to come. */
  @FunctionalInterface
  public interface Timer {
    void cancel();
  }

  /** Reads from outside the node into this process's mailbox until it exits. */
  protected final void open(PortDriver driver) {
    node().open(new Port(node(), cell(), driver));
    alive();
  }

  /** Starts a linked process and waits until it is initialised. */
  protected final StartResult startLink(ChildSpec spec) {
    ProcessCell self = cell();
    ReplySlot slot = new ReplySlot(() -> node().scheduler().wake(self));
    node().spawn(self, spec, slot::fill);
    block(slot::isDone, INFINITY);
    if (slot.outcome() instanceof ReplySlot.Outcome.Value(StartResult result)) {
      return result;
    }
    throw new IllegalStateException("a start ended without a result");
  }

  /**
   * Starts a linked process; a message tells how that went.
   *
   * @return the process that is being initialised; none if it came to nothing at once
   */
  protected final @Nullable Pid startLinkAsync(ChildSpec spec, InitialisedAs message) {
    ProcessCell self = cell();
    long cause = self.cause;
    return node()
        .spawn(
            self,
            spec,
            result -> node().mail().deliver(cause, null, self, Kind.SIGNAL, message.of(result)));
  }

  /** The message that a process wants to be told of a start's outcome with. */
  @FunctionalInterface
  protected interface InitialisedAs {
    Object of(StartResult result);
  }

  protected final void link(Pid to) {
    node().links().link(cell(), to);
  }

  protected final void unlink(Pid from) {
    node().links().unlink(cell(), from);
  }

  /** Asks for a {@link Signal.Down} when the other exits; at once if it is not there. */
  protected final Signal.Monitor monitor(Address target) {
    return node().links().monitor(cell(), target);
  }

  protected final void demonitor(Signal.Monitor monitor) {
    node().links().demonitor(cell(), monitor);
  }

  /** Sends an exit signal. */
  protected final void exit(Pid pid, ExitReason reason) {
    ProcessCell target = node().registry().find(pid);
    if (target != null) {
      node()
          .links()
          .exitSignal(target, reason, reason instanceof ExitReason.Killed ? null : cell());
    }
  }

  /** Waits until another process has exited. */
  final boolean awaitExit(Pid pid, Duration timeout) {
    ProcessCell self = cell();
    ProcessCell target = node().registry().find(pid);
    if (target == null) {
      return true;
    }
    ReplySlot slot = new ReplySlot(() -> node().scheduler().wake(self));
    target.awaitedBy(slot);
    block(slot::isDone, timeout);
    target.answered(slot);
    return slot.isDone();
  }

  protected final void join(Group group) {
    node().registry().join(cell(), group);
  }

  protected final void leave(Group group) {
    node().registry().leave(cell(), group);
  }

  /** Tells the observer something in the process's own words, caused by the message at hand. */
  protected final void note(Object note) {
    node().record(cell().cause, new ProcessEvent.Noted(cell().pid, note));
  }

  private void alive() {
    cell().checkAlive();
  }
}
