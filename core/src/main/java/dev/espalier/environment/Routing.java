package dev.espalier.environment;

/** Who is told of a change. Both give every client the same patches. */
public enum Routing {
  /** Every SCM, which asks every Q of its session: as the design draws it. */
  BROADCAST,
  /** Only the Qs whose query a change may touch, through the SCMs of their sessions. */
  INDEXED
}
