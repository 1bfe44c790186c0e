package dev.espalier.fx.scenario;

import dev.espalier.fx.look.Presence;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.recording.Departure;
import dev.espalier.scenario.recording.RecordingFile;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Of a recording that is watched: that it is one, and where it goes another way than it went. */
final class RecordedView {
  private final Viewing viewing;
  private final Label origin = StepRow.text("", "muted");
  private final VBox difference = new VBox();
  private final VBox root = new VBox(origin, difference);
  private Optional<Departure> shown = Optional.empty();

  RecordedView(Viewing viewing) {
    this.viewing = viewing;
    origin.setId("recorded");
    difference.setId("not-as-recorded");
    difference.getStyleClass().addAll("problem", "not-as-recorded");
    root.getStyleClass().add("recorded");
    show(shown);
  }

  Region root() {
    return root;
  }

  void pulse() {
    Performance performance = viewing.performance();
    Optional<RecordingFile> recorded = performance.recorded();
    Presence.set(root, recorded.isPresent());
    recorded.ifPresent(
        file -> origin.setText("A recording, " + file.otherVersion().orElse("played again")));
    if (!performance.departure().equals(shown)) {
      shown = performance.departure();
      show(shown);
    }
  }

  private void show(Optional<Departure> departure) {
    Presence.set(difference, departure.isPresent());
    difference.getChildren().clear();
    departure.ifPresent(this::tell);
  }

  private void tell(Departure departure) {
    long event = departure.difference().number();
    String where =
        departure
            .step()
            .map(PlayedStep::number)
            .map("in step %d"::formatted)
            .orElse("at the start");
    Hyperlink there = new Hyperlink("Go there");
    there.setId("go-to-departure");
    there.setOnAction(_ -> viewing.seek(event));
    difference
        .getChildren()
        .addAll(
            StepRow.text(
                "Goes another way from event %,d on, %s.".formatted(event, where), "difference"),
            StepRow.text("recorded  " + departure.difference().one(), "expected"),
            StepRow.text("now  " + departure.difference().other(), "actual"),
            there);
  }
}
