package dev.espalier.scenario.export;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.SetMultimap;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Victims;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom the narration of a run points at. */
final class Pointing {
  private final List<TraceEvent> events;
  private final List<PlayedStep> steps;
  private final SetMultimap<Pid, Group> groups = HashMultimap.create();
  private final Map<Pid, ProcessEvent.Spawned> spawned = new LinkedHashMap<>();
  private final Map<Pid, Long> born = new HashMap<>();
  private final Map<Pid, Long> gone = new HashMap<>();

  Pointing(Run run) {
    events = run.events();
    steps = run.steps();
    events.forEach(this::learn);
  }

  private void learn(TraceEvent event) {
    switch (event.event()) {
      case ProcessEvent.Spawned one -> {
        spawned.put(one.pid(), one);
        born.put(one.pid(), event.number());
      }
      case ProcessEvent.Exited(Pid pid, _) -> gone.put(pid, event.number());
      case ProcessEvent.Joined(Pid pid, Group group) -> groups.put(pid, group);
      default -> {}
    }
  }

  /** Those who are there when it is told, or come in the course of the step that it is told of. */
  ImmutableList<Pid> of(Step.Say say, PlayedStep told) {
    long until =
        steps.stream()
            .filter(step -> step.number() > told.number() && step.after() > told.after())
            .mapToLong(PlayedStep::after)
            .findFirst()
            .orElse(events.size());
    return spawned.keySet().stream()
        .filter(pid -> born.getOrDefault(pid, 0L) <= until)
        .filter(pid -> gone.getOrDefault(pid, Long.MAX_VALUE) > told.before())
        .filter(pid -> say.point().stream().anyMatch(each -> isMeant(each, pid)))
        .collect(ImmutableList.toImmutableList());
  }

  private boolean isMeant(Step.Pointed pointed, Pid pid) {
    ProcessEvent.Spawned process = spawned.get(pid);
    return process != null
        && Victims.fits(
            new Step.Victim(pointed.kind(), pointed.session(), null, 1),
            process.kind(),
            process.name(),
            groups.get(pid));
  }
}
