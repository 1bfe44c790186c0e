package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.Group;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.play.ProcessTree;
import dev.espalier.scenario.play.ProcessTree.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tree of processes, drawn with lines of text or for Mermaid. */
public final class TreePicture {
  private static final int GAP = 2;

  private final ProcessTree tree;
  private final Wording wording;
  private final Palette palette;

  public TreePicture(ProcessTree tree, Wording wording, Palette palette) {
    this.tree = tree;
    this.wording = wording;
    this.palette = palette;
  }

  /** A process as it stands in the picture. */
  private record Line(String branch, String name, Branch of) {
    int width() {
      return branch.length() + name.length();
    }
  }

  /** One process a line: its name, its groups, its queue, its state. */
  public String text() {
    List<Line> lines = new ArrayList<>();
    tree.roots().forEach(root -> collect("", "", root, lines));
    int width = lines.stream().mapToInt(Line::width).max().orElse(0) + GAP;
    return lines.stream().map(line -> text(line, width)).collect(joining());
  }

  private void collect(String branch, String below, Branch of, List<Line> lines) {
    lines.add(new Line(branch, name(of), of));
    List<Branch> children = of.children();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      collect(
          below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), children.get(i), lines);
    }
  }

  private String name(Branch branch) {
    String told =
        branch.process() != null && branch.process().state() instanceof WidgetServer.State widget
            ? WhyViews.words(widget.key(), wording)
            : wording.text(branch.key());
    return (branch.kind() + " " + wording.shortened(told)).strip();
  }

  private String text(Line line, int width) {
    String details = details(line.of());
    String padding = details.isEmpty() ? "" : " ".repeat(width - line.width());
    String name = line.of().process() == null ? palette.dim(line.name()) : line.name();
    return palette.dim(line.branch()) + name + padding + palette.dim(details) + "\n";
  }

  private String details(Branch branch) {
    ProcessInfo process = branch.process();
    if (process == null) {
      return absence(branch);
    }
    String groups = process.groups().stream().map(Group::toString).sorted().collect(joining(" "));
    String queue = process.queued() == 0 ? "" : process.queued() + " waiting";
    return Stream.of(groups, StateWords.of(process.state()), queue)
        .filter(part -> !part.isEmpty())
        .collect(joining(" · "));
  }

  private static String absence(Branch branch) {
    if (branch.ended() == 0) {
      return "none yet";
    }
    return branch.kind().startsWith("Event.")
        ? "done"
        : "none now, %d so far".formatted(branch.ended());
  }

  /** A flowchart from the top down. */
  public String mermaid() {
    StringBuilder chart = new StringBuilder("flowchart TD\n");
    int number = 0;
    for (Branch root : tree.roots()) {
      number = mermaid(root, number, chart) + 1;
    }
    return chart.toString();
  }

  /** Writes a branch whose root has a number, and returns the last number given. */
  private int mermaid(Branch branch, int number, StringBuilder chart) {
    String absent = branch.process() == null ? "<br>" + absence(branch) : "";
    String label = name(branch).replace("\"", "#quot;") + absent;
    chart.append("  p%d[\"%s\"]\n".formatted(number, label));
    int last = number;
    for (Branch child : branch.children()) {
      int next = last + 1;
      last = mermaid(child, next, chart);
      chart.append("  p%d --> p%d\n".formatted(number, next));
    }
    return last;
  }
}
