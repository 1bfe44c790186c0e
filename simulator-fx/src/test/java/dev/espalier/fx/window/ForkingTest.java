package dev.espalier.fx.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.opening.Opened;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class ForkingTest {
  private Person person;

  @Start
  void open(Stage stage) {
    person = new Person(stage, Opened.of(Person.LIBRARY.resolve("counter")));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  @Test
  void whatIsDoneInThePastBecomesAnotherRunAndTheFirstDifferenceIsTold() throws Exception {
    person.playsToTheEnd();
    long whole = person.sees(() -> person.viewing().timeline().end());
    long past = person.sees(() -> person.viewing().timeline().steps().get(4).after() - 20);
    person.robot().interact(() -> person.viewing().seek(past));

    person.does("kill: CS");

    person.waitsUntil(() -> person.viewing().runs().size() == 2);
    person.playsToTheEnd();
    assertThat(person.reads("#departure")).contains("leaves run A").contains("CS is killed");
    person.waitsUntil(() -> person.reads("#difference").startsWith("They first differ at event"));
    assertThat(person.reads("#difference")).contains("Run A:").contains("Run B: CS ends: killed");
    assertThat(person.sees(() -> person.viewing().runs().getFirst().timeline().end()))
        .isEqualTo(whole);

    person.clicks("#side-by-side");
    person.waitsUntil(() -> person.robot().lookup("#graph").queryAll().size() == 2);

    person.clicks("#go-to-difference");
    person.waitsUntil(() -> person.viewing().player().at() < person.viewing().timeline().end());
    assertThat(person.sees(() -> person.viewing().player().at())).isBetween(past, past + 5);

    person.clicks("#forget-run");
    person.waitsUntil(() -> person.viewing().runs().size() == 1);
    assertThat(person.robot().lookup("#graph").queryAll()).hasSize(1);
  }

  @Test
  void whatIsDoneInThePresentIsPlayedAfterWhatThereWas() throws Exception {
    person.playsToTheEnd();
    int steps = person.sees(() -> person.viewing().timeline().steps().size());

    person.clicks("#add-session");
    person.playsToTheEnd();

    assertThat(person.sees(() -> person.viewing().timeline().steps())).hasSize(steps + 1);
    assertThat(person.sees(() -> person.viewing().runs())).hasSize(1);
    assertThat(person.sees(() -> person.viewing().sessions()))
        .containsExactly("alice", "bob", "carol");
  }

  @Test
  void aStepThatIsWronglyWrittenIsSaidInPlaceAndStaysToBeMended() throws Exception {
    person.playsToTheEnd();

    person.does("clck: \"+\", in: alice");

    person.waitsUntil(() -> person.robot().lookup("#by-hand-problem").query().isVisible());
    assertThat(person.reads("#by-hand-problem")).contains("there is no step `clck`");
    person.presses(KeyCode.ESCAPE);
  }
}
