package dev.espalier.trace;

/** Something that is no record, and that recordings show as another value. */
public interface Traceable {

  /** What stands for it: JSON, BSON, text, a record. */
  Object traced();
}
