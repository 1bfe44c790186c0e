package dev.espalier.fx.window;

import dev.espalier.fx.opening.FileDialogs;
import java.nio.file.Path;

/**
 * Where the window is.
 *
 * @param library the folder of the scenarios that come with Espalier
 * @param close closes the window
 */
public record Host(FileDialogs dialogs, Path library, Runnable close) {}
