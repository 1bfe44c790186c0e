package dev.espalier.fx.arrangement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {
  private static final double TALL = 10_000;

  private final List<ProcessAt> processes = new ArrayList<>();

  private Pid process(String kind, String key, long parent, Group... groups) {
    Pid pid = new Pid(processes.size() + 1L);
    processes.add(
        new ProcessAt(
            pid,
            kind,
            new Name(kind, key),
            parent == 0 ? null : new Pid(parent),
            ImmutableSet.copyOf(groups),
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableList.of(),
            0,
            0,
            null));
    return pid;
  }

  private static Box box(Arrangement arrangement, String kind, String key) {
    return requireNonNull(arrangement.box(new Name(kind, key)), kind + " " + key);
  }

  private Arrangement tree(Key... opened) {
    return Arrangement.tree(processes, ImmutableSet.copyOf(opened), TALL, Labels.PLAIN);
  }

  private Arrangement flow() {
    return Arrangement.flow(processes, ImmutableSet.of(), Labels.PLAIN);
  }

  private void session(String id) {
    long parent = process("Session.Supervisor", id, 1).number();
    process("UIBuilder", id, parent);
    process("SCM", id, parent, new Group("scm", "env"));
    process("Client", id, 0);
  }

  @Test
  void inTheTreeChildrenStandBelowAndRightOfTheirSupervisor() {
    process("Supervisor", "", 0);
    process("Environment.Managers", "", 1);

    Box parent = box(tree(), "Supervisor", "");
    Box child = box(tree(), "Environment.Managers", "");

    assertThat(child.x()).isGreaterThan(parent.x());
    assertThat(child.y()).isGreaterThanOrEqualTo(parent.bottom());
    assertThat(tree().edges()).hasSize(1);
  }

  @Test
  void inTheTreeChildrenKeepTheDesignsOrderWhoeverWasStartedLast() {
    process("Session.Supervisor", "alice", 0);
    process("UIBuilder", "alice", 1);
    process("SCM", "alice", 1);

    assertThat(box(tree(), "SCM", "alice").y()).isLessThan(box(tree(), "UIBuilder", "alice").y());
  }

  @Test
  void aTreeThatWouldBeTooTallGoesOnInAnotherColumn() {
    process("Supervisor", "", 0);
    for (int i = 0; i < 30; i++) {
      process("Q", "q" + i, 1);
    }

    Arrangement low = Arrangement.tree(processes, ImmutableSet.of(), 320, Labels.PLAIN);

    assertThat(low.height()).isLessThanOrEqualTo(320);
    assertThat(low.width()).isGreaterThan(tree().width());
  }

  @Test
  void manySiblingsAreABlockThatOpens() {
    process("WDS", "", 0);
    for (int i = 0; i < 5_000; i++) {
      process("W", "w" + i, 1);
    }

    Box block = box(tree(), "W", "w77");

    assertThat(tree().boxes()).hasSize(2);
    assertThat(block.title()).isEqualTo("W × 5,000");
    assertThat(tree(block.key()).boxes()).hasSize(5_001);
  }

  @Test
  void inTheFlowEverythingStandsInTheColumnOfItsKind() {
    process("Supervisor", "", 0);
    process("CS", "env", 1);
    session("alice");
    process("Q", "counter", 1, new Group("q", "alice"));
    process("W", "counter", 1, new Group("w", "alice"));

    assertThat(
            List.of(
                box(flow(), "CS", "env"),
                box(flow(), "SCM", "alice"),
                box(flow(), "Q", "counter"),
                box(flow(), "W", "counter"),
                box(flow(), "UIBuilder", "alice"),
                box(flow(), "Client", "alice")))
        .extracting(Box::centreX)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(box(flow(), "Supervisor", "").aside()).isTrue();
  }

  @Test
  void whatSeveralSessionsShareStandsBetweenThem() {
    process("Supervisor", "", 0);
    session("alice");
    session("bob");
    process("Q", "hers", 1, new Group("q", "alice"));
    process("Q", "theirs", 1, new Group("q", "alice"), new Group("q", "bob"));

    assertThat(box(flow(), "Q", "theirs").y())
        .isBetween(box(flow(), "SCM", "alice").bottom(), box(flow(), "SCM", "bob").y());
    assertThat(flow().bands()).hasSize(2);
    assertThat(flow().edges())
        .extracting(Edge::to)
        .filteredOn(new Key.One(new Name("Q", "theirs"))::equals)
        .hasSize(2);
  }

  @Test
  void nothingOverlapsAndEverythingIsOnTheGrid() {
    process("Supervisor", "", 0);
    process("CS", "env", 1);
    for (int i = 0; i < 9; i++) {
      session("session" + i);
      process("Q", "q" + i, 1, new Group("q", "session" + i));
      process("W", "w" + i, 1, new Group("w", "session" + i));
    }
    for (Arrangement arrangement :
        List.of(
            flow(), tree(), Arrangement.tree(processes, ImmutableSet.of(), 400, Labels.PLAIN))) {
      List<Box> boxes = arrangement.boxes().values().asList();
      assertThat(boxes).hasSizeGreaterThanOrEqualTo(processes.size());
      for (int i = 0; i < boxes.size(); i++) {
        assertThat(boxes.get(i).y() % Arrangement.GRID).isZero();
        for (int j = i + 1; j < boxes.size(); j++) {
          assertThat(overlap(boxes.get(i), boxes.get(j)))
              .as("%s and %s", boxes.get(i), boxes.get(j))
              .isFalse();
        }
      }
    }
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.right()
        && other.x() < one.right()
        && one.y() < other.bottom()
        && other.y() < one.bottom();
  }

  @Test
  void twoHundredSessionsAreABlockInEachColumn() {
    for (int i = 0; i < 200; i++) {
      session("s" + i);
    }

    assertThat(box(flow(), "SCM", "s7").title()).isEqualTo("SCM × 200");
    assertThat(box(flow(), "Client", "s7").title()).isEqualTo("Client × 200");
    assertThat(flow().bands()).isEmpty();
  }

  @Test
  void aMessageGoesFromOneBoxToTheOtherWithoutASlope() {
    process("Supervisor", "", 0);
    session("alice");
    for (Arrangement arrangement : List.of(flow(), tree())) {
      for (Box from : arrangement.boxes().values()) {
        for (Box to : arrangement.boxes().values()) {
          List<Corner> way = arrangement.way(from, to);
          for (int i = 1; i < way.size(); i++) {
            assertThat(way.get(i).x() == way.get(i - 1).x() || way.get(i).y() == way.get(i - 1).y())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void halfwayAlongAWayIsHalfOfItsLength() {
    ImmutableList<Corner> way =
        ImmutableList.of(new Corner(0, 0), new Corner(10, 0), new Corner(10, 30));

    assertThat(Edge.along(way, 0.5)).isEqualTo(new Corner(10, 10));
    assertThat(Edge.along(way, 0)).isEqualTo(new Corner(0, 0));
    assertThat(Edge.along(way, 1)).isEqualTo(new Corner(10, 30));
  }
}
