package dev.espalier.fx.words;

import dev.espalier.otp.Address;

/** What a word can lead to when it is clicked. */
public sealed interface Target {

  /** A process, whether it lives at the moment or not. */
  record ToProcess(Address identity) implements Target {}

  /**
   * A message.
   *
   * @param number of the event with which it was sent
   */
  record ToMessage(long number) implements Target {}

  /**
   * Another moment.
   *
   * @param event the last one that has happened by then
   */
  record ToMoment(long event) implements Target {}

  /**
   * A line of the app's script.
   *
   * @param line counted from 1
   */
  record ToLine(int line) implements Target {}
}
