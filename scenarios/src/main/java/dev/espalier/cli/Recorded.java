package dev.espalier.cli;

import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.recording.RecordingException;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.recording.Replay;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Recordings that a command is given, played again. */
final class Recorded {
  private Recorded() {}

  /** Reads a recording; says so when another version of Espalier wrote it. */
  static RecordingFile read(Path path, CommandSpec spec) throws Failure {
    RecordingFile file;
    try {
      file = RecordingFile.read(path);
    } catch (RecordingException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    }
    file.otherVersion().ifPresent(told -> spec.commandLine().getErr().println(path + ": " + told));
    return file;
  }

  /** Reads a recording that is to be played again. */
  static RecordingFile repeatable(Path path, CommandSpec spec) throws Failure {
    RecordingFile file = read(path, spec);
    try {
      file.requireRepeatable();
    } catch (RecordingException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    }
    return file;
  }

  /** Plays it again as far as it goes the same way. */
  static Replay replay(RecordingFile file, CommandSpec spec) throws Failure {
    try {
      return Replay.of(file, line -> Terminal.progress(line, spec));
    } catch (RecordingException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    } catch (PlayException e) {
      throw RunCommand.failure(e);
    }
  }

  /** Reads a recording and plays it again; it has to go the same way. */
  static Replay same(Path path, CommandSpec spec) throws Failure {
    Replay replay = replay(read(path, spec), spec);
    if (replay.departure().isPresent()) {
      replay.close();
      throw new Failure(
          Espalier.NOT_AS_EXPECTED,
          "%s: goes another way when it is played again; espalier replay %s says where"
              .formatted(path, path));
    }
    return replay;
  }
}
