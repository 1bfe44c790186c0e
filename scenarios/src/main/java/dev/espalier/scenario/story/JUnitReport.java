package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.play.Outcome;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What came of scenarios, in the XML that Ant's JUnit task began with and every CI server reads:
 * one test case a scenario, its story as what it wrote.
 */
public record JUnitReport(ImmutableList<Case> cases) {
  public static final JUnitReport EMPTY = new JUnitReport(ImmutableList.of());

  /** What XML 1.0 has no way to write. */
  private static final Pattern UNWRITABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final Path FILE = Path.of("scenario.yaml");

  /**
   * A scenario that was played, or was to be.
   *
   * @param scenario its file or folder, as it was asked for
   * @param title none when it could not be read
   * @param took by the clock on the wall
   * @param story all that was told of it
   */
  public record Case(Path scenario, String title, Duration took, Verdict verdict, String story) {

    /** Its place among others: {@code scenarios.library.counter}. */
    String suite() {
      return Streams.stream(scenario.normalize())
          .filter(part -> !part.equals(FILE))
          .map(Path::toString)
          .collect(Collectors.joining("."));
    }
  }

  /** How it came out. */
  public sealed interface Verdict {
    record AsExpected() implements Verdict {}

    /**
     * Something is not as the scenario expects.
     *
     * @param message in a line, with its place
     * @param details with what was expected, what there was, and how to see it again
     */
    record Failed(String message, String details) implements Verdict {}

    /** It could not be played, or not to its end: it, its app or something around it is wrong. */
    record Impossible(String message, String details) implements Verdict {}

    /**
     * What is said of a step's outcome.
     *
     * @param told the step as it was told
     * @param again the command that plays the scenario in the same way
     */
    static Verdict of(Outcome outcome, String told, String again) {
      String details = told + "\nAgain: " + again + "\n";
      return switch (outcome) {
        case Outcome.Done _ -> new AsExpected();
        case Outcome.Impossible(Place place, String why) ->
            new Impossible("%s: %s".formatted(place, why), details);
        case Outcome.Unmet(var differences) ->
            new Failed(
                differences.stream()
                    .map(each -> "%s: %s".formatted(each.place(), each.what()))
                    .collect(Collectors.joining("; ")),
                details);
      };
    }

    /** It could not be begun. */
    static Verdict impossible(String why) {
      return new Impossible(why.lines().findFirst().orElse(why), why);
    }
  }

  public JUnitReport and(Case one) {
    return new JUnitReport(
        ImmutableList.<Case>builderWithExpectedSize(cases.size() + 1)
            .addAll(cases)
            .add(one)
            .build());
  }

  /** Writes it in UTF-8. */
  public void write(OutputStream to) throws XMLStreamException {
    XMLStreamWriter xml =
        XMLOutputFactory.newDefaultFactory()
            .createXMLStreamWriter(to, StandardCharsets.UTF_8.name());
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    totals(cases, xml);
    for (Case each : cases) {
      suite(each, xml);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.close();
  }

  private static void totals(Collection<Case> cases, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases, Verdict.Failed.class));
    xml.writeAttribute("errors", count(cases, Verdict.Impossible.class));
    xml.writeAttribute(
        "time", seconds(cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static String count(Collection<Case> cases, Class<? extends Verdict> kind) {
    return String.valueOf(cases.stream().map(Case::verdict).filter(kind::isInstance).count());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  private static void suite(Case one, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", written(one.suite()));
    totals(ImmutableList.of(one), xml);
    xml.writeAttribute("skipped", "0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", written(one.title().isEmpty() ? one.suite() : one.title()));
    xml.writeAttribute("classname", written(one.suite()));
    xml.writeAttribute("file", written(one.scenario().toString()));
    xml.writeAttribute("time", seconds(one.took()));
    verdict(one.verdict(), xml);
    if (!one.story().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(written(one.story()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void verdict(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
    switch (verdict) {
      case Verdict.AsExpected _ -> {}
      case Verdict.Failed(String message, String details) ->
          problem("failure", "unmet", message, details, xml);
      case Verdict.Impossible(String message, String details) ->
          problem("error", "impossible", message, details, xml);
    }
  }

  private static void problem(
      String name, String type, String message, String details, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeAttribute("message", written(message));
    xml.writeAttribute("type", type);
    xml.writeCharacters(written(details));
    xml.writeEndElement();
  }

  private static String written(String text) {
    return UNWRITABLE.matcher(text).replaceAll("\uFFFD");
  }
}
