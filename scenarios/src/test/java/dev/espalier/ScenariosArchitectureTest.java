package dev.espalier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order of this module's packages, and what holds in all of them. */
class ScenariosArchitectureTest {
  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.espalier.scenario", "dev.espalier.serve", "dev.espalier.cli");
  }

  @Test
  void scenariosAndServersKnowNoCommandLine() {
    noClasses()
        .that(resideInAnyPackage("dev.espalier.scenario..", "dev.espalier.serve.."))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.espalier.cli.."))
        .check(classes);
  }

  @Test
  void scenariosKnowNoServer() {
    noClasses()
        .that(resideInAPackage("dev.espalier.scenario.."))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.espalier.serve.."))
        .check(classes);
  }

  @Test
  void theLanguageKnowsNotHowItIsPlayedNorPlayingHowItIsTold() {
    noClasses()
        .that(resideInAPackage("dev.espalier.scenario"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.espalier.scenario.play", "dev.espalier.scenario.story"))
        .check(classes);
    noClasses()
        .that(resideInAPackage("dev.espalier.scenario.play"))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.espalier.scenario.story"))
        .check(classes);
  }

  @Test
  void thereIsNoStaticMutableState() {
    fields()
        .that()
        .haveModifier(JavaModifier.STATIC)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(classes);
  }
}
