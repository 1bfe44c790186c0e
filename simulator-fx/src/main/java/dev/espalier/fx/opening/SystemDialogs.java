package dev.espalier.fx.opening;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The system's own dialogs. */
public final class SystemDialogs implements FileDialogs {
  private final Window owner;

  public SystemDialogs(Window owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Path> file() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open a scenario, a recording or an app");
    chooser
        .getExtensionFilters()
        .addAll(
            new ExtensionFilter("Scenarios, recordings and apps", "*.*", "*"),
            new ExtensionFilter("Scenarios and apps", "*.yaml", "*.yml", "*.js", "*.mjs"));
    return path(chooser.showOpenDialog(owner));
  }

  @Override
  public Optional<Path> folder() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Open the folder of a scenario or an app");
    return path(chooser.showDialog(owner));
  }

  @Override
  public Optional<Path> save(String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save as a scenario");
    chooser.setInitialFileName(name);
    return path(chooser.showSaveDialog(owner));
  }

  private static Optional<Path> path(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }
}
