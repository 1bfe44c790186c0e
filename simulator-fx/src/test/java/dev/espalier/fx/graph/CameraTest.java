package dev.espalier.fx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Folding;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.arrangement.Room;
import dev.espalier.fx.timeline.Cast;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CameraTest {
  private static final Duration LONG = Duration.ofSeconds(1);

  private final Camera camera = new Camera();

  private void pulse() {
    camera.pulse(
        LONG, Arrangement.flow(Cast.NOBODY, Folding.NONE, Room.USUAL, Labels.PLAIN), 800, 600);
  }

  private static Box boxAt(double x, double y) {
    return new Box(
        new Key.MongoDb(""),
        Role.DATABASE,
        "",
        "",
        false,
        false,
        x,
        y,
        40,
        24,
        ImmutableList.of(),
        null);
  }

  @Test
  void whatIsUnderTheMouseStaysThereWhileOneZooms() {
    pulse();
    Corner before = camera.view().under(300, 200);

    camera.zoom(2.5, 300, 200);

    Corner after = camera.view().under(300, 200);
    assertThat(after.x()).isCloseTo(before.x(), within(1e-9));
    assertThat(after.y()).isCloseTo(before.y(), within(1e-9));
  }

  @Test
  void oneCannotZoomSoFarThatNothingIsToBeSeen() {
    pulse();
    camera.zoom(1e9, 0, 0);
    assertThat(camera.view().scale()).isEqualTo(View.LARGEST);
    camera.zoom(1e-9, 0, 0);
    assertThat(camera.view().scale()).isEqualTo(View.SMALLEST);
  }

  @Test
  void whatIsOutOfSightIsBroughtToTheMiddle() {
    pulse();
    Box far = boxAt(9_000, 7_000);

    camera.show(far);
    pulse();

    assertThat(camera.isAtRest()).isTrue();
    assertThat(camera.view().x(far.centreX())).isCloseTo(400, within(1e-6));
    assertThat(camera.view().y(far.centreY())).isCloseTo(300, within(1e-6));
  }

  @Test
  void whatIsInSightAndLegibleStaysWhereItIs() {
    pulse();
    View before = camera.view();

    camera.show(boxAt(100, 100));
    pulse();

    assertThat(camera.view()).isEqualTo(before);
  }

  @Test
  void afterFittingItFollowsWhatThereIs() {
    pulse();
    View fitting = camera.view();
    camera.pan(500, 500);
    assertThat(camera.view()).isNotEqualTo(fitting);

    camera.fit();
    pulse();
    pulse();

    assertThat(camera.view()).isEqualTo(fitting);
  }
}
