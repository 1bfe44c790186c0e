package dev.espalier.app;

import tools.jackson.databind.JsonNode;

/**
 * An app elsewhere, answered for out of a recording. What its listeners did to the data is no
 * matter of this app: they did it over HTTP, and whoever plays the recording does it again.
 */
public final class RecordedApp implements App {

  /** The answers, each given when its time has come. */
  @FunctionalInterface
  public interface Answers {
    /** Waits for the answer to a question as {@link AppAnswered} has it. */
    AppAnswered await(JsonNode question) throws AppException;
  }

  private final String url;
  private final Answers answers;

  /**
   * @param url where the app was
   */
  public RecordedApp(String url, Answers answers) {
    this.url = url;
    this.answers = answers;
  }

  @Override
  public JsonNode manifest() throws AppException {
    return answers.await(AppAnswered.MANIFEST).get();
  }

  @Override
  public JsonNode view(ViewRequest request) throws AppException {
    return answers.await(AppAnswered.question(request)).get();
  }

  @Override
  public void listener(ListenerRequest request, DataAccess access) throws AppException {
    answers.await(AppAnswered.question(request)).get();
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public String describe() {
    return url;
  }

  @Override
  public void close() {}
}
