package dev.espalier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the packages, and what holds in all of them. */
class ArchitectureTest {

  /** A package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "otp",
          "trace",
          "query",
          "ui",
          "app",
          "mongo",
          "environment",
          "session",
          "gateway",
          "runner");

  private static JavaClasses core;

  @BeforeAll
  static void readClasses() {
    core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.espalier");
  }

  static List<String> allButTheLast() {
    return ORDER.subList(0, ORDER.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("allButTheLast")
  void aPackageUsesOnlyThoseBeforeIt(String name) {
    String[] later =
        ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
            .map(after -> "dev.espalier." + after + "..")
            .toArray(String[]::new);
    noClasses()
        .that(resideInAPackage("dev.espalier." + name + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(later))
        .allowEmptyShould(true)
        .check(core);
  }

  @Test
  void processesKnowNothingElseOfEspalier() {
    noClasses()
        .that(resideInAPackage("dev.espalier.otp.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.espalier..")
                .and(DescribedPredicate.not(resideInAPackage("dev.espalier.otp.."))))
        .check(core);
  }

  @Test
  void thereIsNoStaticMutableState() {
    fields()
        .that()
        .haveModifier(JavaModifier.STATIC)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(core);
  }
}
