package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
  private static final String COUNTER = "library/counter";

  @TempDir Path folder;

  @Test
  void withoutAPatchItTellsWhichThereAre() {
    Typed why = Typed.espalier("why", COUNTER);
    assertThat(why.exitCode()).isZero();
    assertThat(why.out())
        .contains("3 patches; write one of them, as in: espalier why library/counter alice:1")
        .contains("bob:2    1 op, 94 B  step 11: bob clicks “+” below “My personal counter: 0”");
  }

  @Test
  void aPatchIsToldFromTheClickToTheOp() {
    Typed why = Typed.espalier("why", COUNTER, "bob:2");
    assertThat(why.exitCode()).isZero();
    assertThat(why.out().replaceAll(" {2,}", " ").replaceAll("(?m)^ \\d+ ", "").lines())
        .containsSubsequence(
            "Client bob clicks “+”: onPressed increment",
            "CS update counter: {user: \"@bob\"} count 0 → 1",
            "Q counter {user: \"@bob\"}: matched on user = \"@bob\"",
            "W counter {user: \"@bob\"}: view asked again",
            "UIBuilder bob: 1 op, 94 B instead of 491 B",
            " op 1: replace /root/children/0/children/0/value \"My personal counter: 1\"",
            " drawn by the view counter {user: \"@bob\"}");
  }

  @Test
  void anOpIsNamedByItsNumberOrItsPlace() {
    String todo = "library/todo";
    Typed byNumber = Typed.espalier("why", todo, "alice:2", "2");
    Typed byPlace = Typed.espalier("why", todo, "alice:2", "/root/children/1/children/0");
    assertThat(byNumber.out()).contains("op 2: add").doesNotContain("op 1");
    assertThat(byPlace.out()).isEqualTo(byNumber.out());
  }

  @Test
  void aRecordingIsToldLikeTheRunThatItIsOf() {
    String record = folder.resolve("run.jsonl").toString();
    assertThat(Typed.espalier("run", COUNTER, "--record", record).exitCode()).isZero();
    assertThat(Typed.espalier("why", record, "alice:1").out())
        .isNotEmpty()
        .isEqualTo(Typed.espalier("why", COUNTER, "alice:1").out());
  }

  @Test
  void aRunThatFailedIsToldOfAndSaidToHaveFailed() throws Exception {
    Files.copy(Path.of(COUNTER, "app.js"), folder.resolve("app.js"));
    Path scenario = folder.resolve("wrong.yml");
    Files.writeString(
        scenario,
        """
        title: Test
        app: .
        steps:
          - open: alice
          - click: "+"
            below: "The common counter: 0"
            in: alice
          - expect: {ui: {alice: ["The common counter: 7"]}}
        """);
    Typed why = Typed.espalier("why", scenario.toString(), "alice:1");
    assertThat(why.exitCode()).isEqualTo(1);
    assertThat(why.out()).contains("The common counter: 1");
    assertThat(why.err())
        .isEqualTo(
            "%s did not go as expected; ./espalier run %s tells of it\n"
                .formatted(scenario, scenario));
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertThat(Typed.espalier("why", COUNTER, "bob:3"))
        .isEqualTo(
            new Typed(2, "", "espalier why: bob was sent 2 patches; write bob:1 to bob:2\n"));
    assertThat(Typed.espalier("why", COUNTER, "bod:1").err())
        .isEqualTo("espalier why: there is no patch bod:1; did you mean `bob:1`?\n");
    assertThat(Typed.espalier("why", COUNTER, "99999").err())
        .startsWith("espalier why: there is no event 99999; there are 1 to ");
    assertThat(Typed.espalier("why", COUNTER, "bob:1", "2").err())
        .startsWith("espalier why: bob:1 has no op 2; it has 1 to 1, at /root/");
  }

  @Test
  void theClauseThatKeptAViewFromChangingIsTold() {
    Typed why = Typed.espalier("why", COUNTER, "--not", "alice:counter", "11");
    assertThat(why.exitCode()).isZero();
    assertThat(why.out())
        .startsWith("alice:counter is left as it is by 1 change\n\nEvent ")
        .endsWith(
            """
            , step 11: bob clicks “+” below “My personal counter: 0”
              update counter {_id: ObjectId(…0003)} count 0 → 1
              counter {user: "@alice"}: user is "@bob", and the query asks for user = "@alice"
              counter {user: "global"}: user is "@bob", and the query asks for user = "global"
            """);
    assertThat(Typed.espalier("why", COUNTER, "--not", "bob:counter", "11").out())
        .contains("counter {user: \"global\"}:")
        .doesNotContain("counter {user: \"@bob\"}:");
  }

  @Test
  void theProjectionThatKeptAViewFromChangingIsTold() throws Exception {
    Files.writeString(
        folder.resolve("app.js"),
        """
        export const manifest = {
          lenra: {routes: [{path: '/', view: {_type: 'view', name: 'names',
              find: {coll: 'people', query: {}, projection: {name: 1}}}}]},
        };
        export const views = {
          names: (people) => ({_type: 'text', value: people.map(each => each.name).join()}),
        };
        export const listeners = {};
        """);
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        title: Names
        steps:
          - open: alice
          - insert: {name: Ada, age: 36}
            into: people
          - update: {$inc: {age: 1}}
            where: {name: Ada}
            of: people
        """);
    assertThat(Typed.espalier("why", folder.toString(), "--not", "alice:names").out())
        .startsWith("alice:names is left as it is by 1 change\n")
        .contains("names: age 36 → 37, and its projection {name: 1} leaves that out\n");
  }

  @Test
  void aViewThatIsNotThereIsToldWithTheNearest() {
    assertThat(Typed.espalier("why", COUNTER, "--not").out())
        .contains("\n  alice:main\n  alice:counter\n");
    assertThat(Typed.espalier("why", COUNTER, "--not", "bob:countr"))
        .isEqualTo(
            new Typed(
                2, "", "espalier why: there is no view bob:countr; did you mean `bob:counter`?\n"));
    assertThat(Typed.espalier("why", COUNTER, "--not", "bob:main", "77").err())
        .isEqualTo("espalier why: there is no step 77; write 1 to 17\n");
  }
}
