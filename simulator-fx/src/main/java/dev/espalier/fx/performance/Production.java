package dev.espalier.fx.performance;

import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.recording.Departure;
import dev.espalier.scenario.recording.Replay;
import java.util.Optional;

/** A piece that is being played: for the first time, or once more. */
sealed interface Production extends AutoCloseable {

  /** The run. */
  Play play();

  /** Whether no step of the piece is left to be played. */
  boolean isOver();

  /** Plays the next one. */
  PlayedStep next();

  /** Plays a step that is not the piece's. */
  PlayedStep play(Step step);

  /** Where it goes another way than it went before. */
  Optional<Departure> departure();

  @Override
  void close();

  /** For the first time. A person may want to see what comes after a step that failed. */
  record New(Play play) implements Production {
    @Override
    public boolean isOver() {
      return play.played().size() >= play.course().scenario().steps().size();
    }

    @Override
    public PlayedStep next() {
      return play.next();
    }

    @Override
    public PlayedStep play(Step step) {
      return play.play(step);
    }

    @Override
    public Optional<Departure> departure() {
      return Optional.empty();
    }

    @Override
    public void close() {
      play.close();
    }
  }

  /** Once more. What was not recorded is no part of it. */
  record Again(Replay replay) implements Production {
    @Override
    public Play play() {
      return replay.play();
    }

    @Override
    public boolean isOver() {
      return replay.isOver();
    }

    @Override
    public PlayedStep next() {
      return replay.next();
    }

    @Override
    public PlayedStep play(Step step) {
      return replay.play(step);
    }

    @Override
    public Optional<Departure> departure() {
      return replay.departure();
    }

    @Override
    public void close() {
      replay.close();
    }
  }
}
