package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;

/** What a step may begin with, and the words that may follow. */
enum Verb {
  SAY("say: Alice opens the app", "point"),
  ASK(
      "ask: What is Alice sent?, when: {click: \"+\", in: alice},"
          + " choices: {a patch: {patches: {alice: 1}}, nothing: {patches: {alice: none}}}",
      "when",
      "choices",
      "because"),
  OPEN("open: alice", "user", "path", "context"),
  CLOSE("close: alice"),
  CLICK("click: \"+\", in: alice", "in", "below", "nth"),
  TYPE("type: Buy milk, into: title, in: alice", "into", "in", "below", "nth"),
  SUBMIT("submit: title, in: alice", "in", "values", "below", "nth"),
  RUN("run: increment, in: alice", "in", "props", "event"),
  INSERT("insert: {text: Buy milk}, into: items", "into"),
  REPLACE("replace: {text: Buy tea}, where: {text: Buy milk}, of: items", "where", "of"),
  UPDATE("update: {$set: {done: true}}, where: {text: Buy milk}, of: items", "where", "of"),
  DELETE("delete: {done: true}, from: items", "from"),
  DROP("drop: items"),
  WAIT("wait: 10 min"),
  KILL("kill: Q, of: alice", "of", "key", "nth", "during"),
  SUSPEND("suspend: SCM, of: alice", "of", "key", "nth"),
  RESUME("resume: SCM, of: alice", "of", "key", "nth"),
  FAIL("fail: view counter, with: out of order", "with"),
  SLOW("slow: view counter, by: 3 s", "by"),
  HEAL("heal: app"),
  CUT("cut: change stream"),
  CONFLICT("conflict: transaction"),
  STOP("stop: database"),
  START("start: database"),
  RELOAD("reload: app"),
  BEGIN("begin: {click: \"+\", in: alice}, until: 412", "until"),
  INTERRUPT("interrupt: {click: \"+\", in: alice}, after: 12", "after"),
  SHUFFLE("shuffle: 7"),
  TURNS("turns: {12: 3}"),
  EXPECT("expect: {ui: {alice: [\"The counter: 1\"]}}");

  /** All of them. */
  static final Vocabulary WORDS = Vocabulary.of(Arrays.stream(values()).map(Verb::word).toList());

  private final String example;
  private final ImmutableList<String> qualifiers;

  Verb(String example, String... qualifiers) {
    this.example = example;
    this.qualifiers = ImmutableList.copyOf(qualifiers);
  }

  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }

  /** As it is written. */
  String word() {
    return Ascii.toLowerCase(name());
  }

  /** The keys that a step with this verb may have. */
  Vocabulary keys() {
    return Vocabulary.of(ImmutableList.<String>builder().add(word()).addAll(qualifiers).build());
  }

  /** A step with it, in flow style. */
  String example() {
    return example;
  }
}
