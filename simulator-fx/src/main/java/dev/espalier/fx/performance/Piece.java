package dev.espalier.fx.performance;

import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.recording.RecordingException;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.recording.Replay;

/** What is played: something written, or a run that is played again. */
public sealed interface Piece {

  /** Its steps. */
  Course course();

  /**
   * How it is played.
   *
   * @param asked unless it says so itself
   */
  PlaySettings settings(PlaySettings asked);

  /**
   * Begins to play it.
   *
   * @throws PlayException when it cannot be begun
   * @throws RecordingException when it cannot be played again
   */
  Production begin(PlaySettings asked) throws PlayException, RecordingException;

  /** A scenario. */
  record Written(Course course) implements Piece {
    @Override
    public PlaySettings settings(PlaySettings asked) {
      return asked;
    }

    @Override
    public Production begin(PlaySettings asked) throws PlayException {
      return new Production.New(Play.begin(course, asked, _ -> {}));
    }
  }

  /**
   * An app that is served to real clients while it is watched.
   *
   * @param port 0 for any that is free
   */
  record Served(Course course, int port) implements Piece {
    @Override
    public PlaySettings settings(PlaySettings asked) {
      return asked.servedAt(port);
    }

    @Override
    public Production begin(PlaySettings asked) throws PlayException {
      return new Production.New(Play.begin(course, settings(asked), _ -> {}));
    }
  }

  /** A recording. */
  record Recorded(RecordingFile file) implements Piece {
    @Override
    public Course course() {
      return file.course();
    }

    @Override
    public PlaySettings settings(PlaySettings asked) {
      return file.settings();
    }

    @Override
    public Production begin(PlaySettings asked) throws PlayException, RecordingException {
      return new Production.Again(Replay.begin(file, _ -> {}));
    }
  }
}
