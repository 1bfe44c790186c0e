package dev.espalier.fx.editor;

/** What a text is written in. */
public enum Language {
  JAVASCRIPT,
  JSON
}
