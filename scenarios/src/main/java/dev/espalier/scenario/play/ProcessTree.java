package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.otp.Supervision.Child;
import dev.espalier.otp.Supervisor;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who supervises whom at one moment, those that have done their work and ended among them.
 *
 * @param roots what nobody supervises: the root of the tree, and the clients
 */
public record ProcessTree(ImmutableList<Branch> roots) {

  /** What a dynamic supervisor has children for, when it has none at the moment. */
  private static final ImmutableMap<String, String> KINDS_OF_CHILDREN =
      ImmutableMap.of(
          "MSDS",
          "MS",
          "MTDS",
          "MT",
          "QDS",
          "Q",
          "WDS",
          "W",
          "Session.Managers",
          "Session.Supervisor",
          "Environment.Managers",
          "Environment.Supervisor");

  /**
   * @param process none when there is none at the moment
   * @param ended how many of its kind there were in this place before
   */
  public record Branch(
      String kind,
      String key,
      @Nullable ProcessInfo process,
      int ended,
      ImmutableList<Branch> children) {}

  static ProcessTree of(List<ProcessInfo> processes, List<TraceEvent> events, Cast cast) {
    Growth growth = new Growth(processes, events, cast);
    return new ProcessTree(
        processes.stream()
            .filter(process -> process.parent() == null)
            .map(growth::branch)
            .collect(ImmutableList.toImmutableList()));
  }

  private record Growth(List<ProcessInfo> processes, List<TraceEvent> events, Cast cast) {

    Branch branch(ProcessInfo process) {
      return new Branch(
          process.kind(),
          cast.who(process.pid()).key(),
          process,
          0,
          process.state() instanceof Supervisor.State(var children, _)
              ? children.stream()
                  .map(child -> supervised(process.pid(), child))
                  .collect(ImmutableList.toImmutableList())
              : dynamic(process));
    }

    private Branch supervised(Pid parent, Child child) {
      return processes.stream()
          .filter(process -> process.pid().equals(child.pid()))
          .findFirst()
          .map(this::branch)
          .orElseGet(() -> none(parent, child.spec().kind()));
    }

    private ImmutableList<Branch> dynamic(ProcessInfo process) {
      ImmutableList<Branch> children =
          processes.stream()
              .filter(child -> process.pid().equals(child.parent()))
              .map(this::branch)
              .collect(ImmutableList.toImmutableList());
      String kind = KINDS_OF_CHILDREN.get(process.kind());
      return children.isEmpty()
              && kind != null
              && process.state() instanceof DynamicSupervisor.State
          ? ImmutableList.of(none(process.pid(), kind))
          : children;
    }

    private Branch none(Pid parent, String kind) {
      int ended =
          (int)
              events.stream()
                  .filter(event ->
                      event.event() instanceof ProcessEvent.Spawned(_, Pid by, String spawned, _)
                          && parent.equals(by)
                          && spawned.equals(kind))
                  .count();
      return new Branch(kind, "", null, ended, ImmutableList.of());
    }
  }
}
