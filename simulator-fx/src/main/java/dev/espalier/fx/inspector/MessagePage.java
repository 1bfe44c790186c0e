package dev.espalier.fx.inspector;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.words.ComparedNode;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.StateNode;
import dev.espalier.fx.words.Target;
import dev.espalier.fx.words.TimeWords;
import dev.espalier.otp.ProcessEvent.Handled;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the inspector shows of a message.
 *
 * @param status who sent it to whom
 * @param facts when it was sent, taken and dealt with
 * @param causes what led to it, the nearest first, to what came from outside
 * @param effects what it led to
 */
record MessagePage(
    String title,
    String number,
    Phrase status,
    ImmutableList<Phrase> facts,
    ComparedNode content,
    Section causes,
    Section effects) {

  /** None when the event with this number is no message. */
  static Optional<MessagePage> of(long number, Viewpoint seen) {
    return seen.timeline()
        .event(number)
        .filter(event -> event.event() instanceof Sent)
        .map(event -> of(event, (Sent) event.event(), seen));
  }

  private static MessagePage of(TraceEvent event, Sent sent, Viewpoint seen) {
    ImmutableList<Phrase> effects =
        Named.inLines(
            seen.annals().effects(event.number()).stream().filter(EventWords::isNews).toList(),
            effect -> EventWords.of(effect, seen));
    return new MessagePage(
        MessageWords.of(sent),
        "message %,d".formatted(event.number()),
        Phrase.of("from ").then(seen.link(sent.from())).then(" to ").then(seen.link(sent.to())),
        facts(event, sent, seen),
        ComparedNode.of(StateNode.of(sent.message(), seen::name)),
        new Section("Because of", causes(event, seen)),
        new Section(
            "Led to",
            effects.isEmpty() ? ImmutableList.of(Phrase.quiet("nothing else")) : effects));
  }

  private static ImmutableList<Phrase> facts(TraceEvent event, Sent sent, Viewpoint seen) {
    long number = event.number();
    Phrase sending = Phrase.of("sent at ").then(seen.time(number));
    if (sent.kind() == Kind.REPLY) {
      return ImmutableList.of(sending.then(", which ends the wait of whoever called"));
    }
    ImmutableList<TraceEvent> effects = seen.annals().effects(number);
    Optional<TraceEvent> taken =
        effects.stream().filter(each -> each.event() instanceof Received).findFirst();
    Optional<TraceEvent> done =
        effects.stream().filter(each -> each.event() instanceof Handled).findFirst();
    return Stream.of(
            Optional.of(number > seen.at() ? sending.then(Phrase.quiet(", after now")) : sending),
            Optional.of(taken(event, taken, seen)),
            taken.flatMap(from -> done.map(until -> done(from, until, seen))),
            EventWords.reply(number, seen).map(reply -> answered(reply, seen)))
        .flatMap(Optional::stream)
        .collect(toImmutableList());
  }

  private static Phrase taken(TraceEvent sent, Optional<TraceEvent> taken, Viewpoint seen) {
    return taken
        .map(event ->
            Phrase.of("taken at ")
                .then(seen.time(event.number()))
                .then(after(sent, event, " in the mailbox")))
        .orElse(Phrase.of("not taken out of the mailbox so far"));
  }

  private static Phrase done(TraceEvent taken, TraceEvent done, Viewpoint seen) {
    return Phrase.of("dealt with at ").then(seen.time(done.number())).then(after(taken, done, ""));
  }

  private static String after(TraceEvent from, TraceEvent until, String where) {
    Duration took = Duration.between(from.at(), until.at());
    return took.isPositive() ? ", after %s%s".formatted(TimeWords.of(took), where) : ", at once";
  }

  private static Phrase answered(TraceEvent reply, Viewpoint seen) {
    return Phrase.of("answered with ")
        .then(
            Phrase.link(
                MessageWords.what(((Sent) reply.event()).message()),
                new Target.ToMessage(reply.number())))
        .then(" at ")
        .then(seen.time(reply.number()));
  }

  private static ImmutableList<Phrase> causes(TraceEvent event, Viewpoint seen) {
    ImmutableList<TraceEvent> chain = seen.annals().causes(event.number());
    TraceEvent first = chain.isEmpty() ? event : chain.getLast();
    return ImmutableList.<Phrase>builder()
        .addAll(chain.stream().map(cause -> EventWords.of(cause, seen)).toList())
        .add(Phrase.quiet(outside(first)))
        .build();
  }

  /** What the first of the chain came from. */
  private static String outside(TraceEvent first) {
    return switch (first.event()) {
      case Sent sent
          when sent.from() == null && sent.message() instanceof dev.espalier.environment.Change ->
          "the database, which tells of every change";
      case Sent sent when sent.from() == null -> "the world outside";
      default -> "a process that began, or time that passed";
    };
  }
}
