package dev.espalier.ui;

/** How an app writes its components, from the oldest apps to the newest. */
public enum Dialect {
  /** {@code {"type":"widget"}}, listeners {@code {"action"}}, manifest {@code rootWidget}. */
  WIDGET("type", "widget"),
  /** {@code {"type":"view"}}, listeners {@code {"action"}}, manifest {@code rootView}. */
  VIEW("type", "view"),
  /** {@code {"_type":"view"}}, listeners {@code {"_type":"listener"}}, manifest routes. */
  ROUTE("_type", "view"),
  /** Data for clients that draw themselves: as {@link #ROUTE}, but not made of components. */
  JSON("_type", "view");

  private final String typeKey;
  private final String viewType;

  Dialect(String typeKey, String viewType) {
    this.typeKey = typeKey;
    this.viewType = viewType;
  }

  /** The key under which a component names its type. */
  public String typeKey() {
    return typeKey;
  }

  /** Whether a listener says that it is one; in older apps it is what has an {@code action}. */
  public boolean marksListeners() {
    return this == ROUTE || this == JSON;
  }

  /** The type of a component that stands for another view. */
  public String viewType() {
    return viewType;
  }
}
