package dev.espalier.fx.arrangement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {
  private static final Room TALL = new Room(100, 10_000);

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
            false,
            ImmutableList.of(),
            null));
    return pid;
  }

  private static Box box(Arrangement arrangement, String kind, String key) {
    return requireNonNull(arrangement.box(new Name(kind, key)), kind + " " + key);
  }

  private Arrangement tree(Key... opened) {
    return Arrangement.tree(Cast.of(processes), folding(opened), TALL, Labels.PLAIN);
  }

  private Arrangement flow(Key... opened) {
    return Arrangement.flow(Cast.of(processes), folding(opened), Room.USUAL, Labels.PLAIN);
  }

  private static Folding folding(Key... opened) {
    return new Folding(ImmutableSet.copyOf(opened), ImmutableSet.of(), null);
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
    for (int i = 0; i < 10; i++) {
      long parent = process("Session.Supervisor", "s" + i, 1).number();
      process("SCM", "s" + i, parent);
    }

    Arrangement low =
        Arrangement.tree(Cast.of(processes), Folding.NONE, new Room(2_000, 300), Labels.PLAIN);

    assertThat(low.height()).isLessThan(tree().height());
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

    Arrangement opened = tree(requireNonNull(block.unfolds()));
    assertThat(opened.boxes()).hasSize(5_002);
    assertThat(box(opened, "W", "w77").title()).isEqualTo("w77");
    assertThat(opened.width() / opened.height()).isBetween(0.001, 1.0);
    Band band = opened.bands().getFirst();
    assertThat(opened.handleAt(band.x() + 20, band.y() + 10)).isEqualTo(band);
  }

  @Test
  void whatIsOpenedIsInTheShapeOfTheRoom() {
    process("WDS", "", 0);
    for (int i = 0; i < 5_000; i++) {
      process("W", "w" + i, 1);
    }
    Key block = requireNonNull(box(tree(), "W", "w77").unfolds());

    Arrangement square =
        Arrangement.tree(Cast.of(processes), folding(block), new Room(900, 900), Labels.PLAIN);

    assertThat(square.width() / square.height()).isBetween(0.8, 1.25);
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
    assertThat(flow().bands()).filteredOn(band -> band.fold() == Band.Fold.OPEN).hasSize(2);
    assertThat(flow().edges())
        .extracting(Edge::to)
        .filteredOn(new Key.One(new Name("Q", "theirs"))::equals)
        .hasSize(2);
  }

  @Test
  void nothingOverlaps() {
    process("Supervisor", "", 0);
    process("CS", "env", 1);
    for (int i = 0; i < 9; i++) {
      session("session" + i);
      process("Q", "q" + i, 1, new Group("q", "session" + i));
      process("W", "w" + i, 1, new Group("w", "session" + i));
    }
    for (Arrangement arrangement :
        List.of(
            flow(),
            tree(),
            Arrangement.tree(Cast.of(processes), Folding.NONE, new Room(900, 400), Labels.PLAIN))) {
      List<Box> boxes = arrangement.boxes().values().asList();
      assertThat(boxes).hasSizeGreaterThan(20);
      for (int i = 0; i < boxes.size(); i++) {
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
  void aDozenSessionsAreALineEachThatOpensAndCloses() {
    process("Supervisor", "", 0);
    for (int i = 0; i < 12; i++) {
      session("s" + i);
    }

    assertThat(flow().bands()).filteredOn(band -> band.fold() == Band.Fold.CLOSED).hasSize(12);
    assertThat(box(flow(), "Session.Supervisor", "s7").title()).isEqualTo("+ 1");

    Key session = requireNonNull(box(flow(), "Session.Supervisor", "s7").unfolds());
    assertThat(flow(session).bands()).filteredOn(band -> band.fold() == Band.Fold.OPEN).hasSize(1);
    assertThat(box(flow(session), "Session.Supervisor", "s7").unfolds()).isNull();
  }

  @Test
  void twoHundredSessionsAreABlockInEachColumn() {
    process("Supervisor", "", 0);
    for (int i = 0; i < 200; i++) {
      session("s" + i);
    }
    Box block = box(flow(), "SCM", "s7");

    assertThat(block.title()).isEqualTo("SCM × 200");
    assertThat(box(flow(), "Client", "s7").title()).isEqualTo("Client × 200");
    assertThat(flow().bands()).hasSize(2);
    assertThat(flow(requireNonNull(block.unfolds())).bands()).hasSize(202);
  }

  @Test
  void whoeverIsFollowedIsOpenAmongManyThatAreNot() {
    process("Supervisor", "", 0);
    for (int i = 0; i < 200; i++) {
      session("s" + i);
    }

    Arrangement following =
        Arrangement.flow(Cast.of(processes), Folding.NONE.follow("s7"), Room.USUAL, Labels.PLAIN);

    assertThat(box(following, "SCM", "s7").title()).isEqualTo("SCM");
    assertThat(box(following, "SCM", "s8").title()).isEqualTo("SCM × 199");
  }

  @Test
  void everyEnvironmentHasAnAreaOfItsOwn() {
    long root = process("Supervisor", "", 0).number();
    for (String id : List.of("one", "two")) {
      long environment = process("Environment.Supervisor", id, root).number();
      process("CS", id, environment);
      long session = process("Session.Supervisor", id + "r", environment).number();
      process("SCM", id + "r", session);
    }

    assertThat(flow().boxes().keySet()).contains(new Key.MongoDb("one"), new Key.MongoDb("two"));
    assertThat(box(flow(), "SCM", "oner").y()).isLessThan(box(flow(), "CS", "two").y());
    assertThat(box(flow(), "CS", "one").y()).isLessThan(box(flow(), "SCM", "twor").y());
  }

  @Test
  void twentyThousandProcessesAreArrangedInNoTimeToSpeakOf() {
    process("QDS", "", 0);
    for (int i = 0; i < 2_000; i++) {
      session("s" + i);
      for (int j = 0; j < 5; j++) {
        process("W", "w" + i + " " + j, 1, new Group("w", "s" + i));
      }
    }

    assertThat(flow().places()).hasSize(processes.size());
    assertThat(flow(new Key.Sessions("")).places()).hasSize(processes.size());
    assertThat(tree().places()).hasSize(processes.size());
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
