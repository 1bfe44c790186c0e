package dev.espalier.fx.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.annals.Played;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.looks.Pictures;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Target;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class InspectorPicturesTest {
  private Played counter;
  private Played crash;

  @BeforeAll
  void play() throws Exception {
    counter = Played.of("counter");
    crash = Played.of("crash");
  }

  @ParameterizedTest
  @CsvSource({
    "counter,UIBuilder,alice,State,light,360,12",
    "counter,Q,global,State,dark,360,12",
    "counter,Q,global,Documents,light,360,12",
    "counter,Q,global,Messages,light,360,12",
    "counter,Q,global,Around,light,360,12",
    "counter,W,global,Drawn,light,320,12",
    "counter,SCM,bob,State,light,480,12",
    "counter,CS,,Messages,dark,320,12",
    "counter,Client,bob,UI,light,360,12",
    "counter,ManifestHandler,,State,light,360,12",
    "counter,Session.EventHandler,bob,State,light,360,18",
    "counter,WDS,,Around,light,360,12",
    "crash,UIBuilder,alice,Around,light,360,12",
    "counter,W,global,State,light,700,12",
    "counter,Q,global,Messages,dark,700,12"
  })
  void aProcessIsDrawn(
      String scenario,
      String kind,
      @Nullable String label,
      String segment,
      String look,
      int width,
      double text)
      throws Exception {
    Played played = scenario.equals("crash") ? crash : counter;
    Viewpoint seen = played.atTheEnd();
    ProcessAt process = Played.process(seen, kind, label == null ? "" : label);

    int colours =
        draw(
            "inspector-%s-%s-%s".formatted(scenario, kind, segment),
            seen,
            new Target.ToProcess(process.identity()),
            segment,
            look,
            width,
            text);

    assertThat(colours).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void aMessageIsDrawn(String look) throws Exception {
    Viewpoint seen = counter.atTheEnd();
    long message =
        counter
            .timeline()
            .messages(Played.process(seen, "Q", "global").pid(), seen.at(), 100)
            .stream()
            .filter(event ->
                MessagePage.of(event.number(), seen)
                    .orElseThrow()
                    .title()
                    .equals("call MongoEvent"))
            .findFirst()
            .orElseThrow()
            .number();

    assertThat(
            draw("inspector-message-why", seen, new Target.ToMessage(message), "", look, 360, 12))
        .isGreaterThan(20);
    assertThat(
            draw(
                "inspector-message-content",
                seen,
                new Target.ToMessage(message),
                "Content",
                look,
                360,
                12))
        .isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void nothingAndWhatIsGoneAreDrawn(String look) throws Exception {
    Viewpoint seen = counter.at(200);
    ProcessAt bob = Played.process(counter.atTheEnd(), "UIBuilder", "bob");

    assertThat(draw("inspector-nothing", seen, null, "", look, 360, 12)).isGreaterThan(10);
    assertThat(
            draw(
                "inspector-not-yet", seen, new Target.ToProcess(bob.identity()), "", look, 360, 12))
        .isGreaterThan(10);
  }

  private static int draw(
      String name,
      Viewpoint seen,
      @Nullable Target target,
      String segment,
      String look,
      int width,
      double text)
      throws Exception {
    Look worn = look.equals("dark") ? Look.DARK : Look.LIGHT;
    return Pictures.draw(
        name,
        worn,
        width,
        width > 600 ? 330 : 620,
        text,
        () -> {
          InspectorView view = new InspectorView(_ -> {}, new NoHand(), worn);
          view.show(seen, target);
          return view.root();
        },
        scene -> choose(scene, segment));
  }

  private static void choose(Scene scene, String segment) {
    scene.getRoot().lookupAll(".segment").stream()
        .map(ToggleButton.class::cast)
        .filter(button -> button.getText().equals(segment))
        .forEach(ToggleButton::fire);
  }

  private static final class NoHand implements Hand {
    @Override
    public void kill(ProcessAt process) {}

    @Override
    public void suspend(ProcessAt process) {}

    @Override
    public void resume(ProcessAt process) {}
  }
}
