package org.kneadwell.outbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Another project can use the library without the rest of this one: JDBC, Jackson and CDI with its companions are all it needs. */
class DependenciesTest {

    private final JavaClasses library = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.kneadwell.outbox");

    @Test
    void it_depends_on_jdbc_jackson_and_cdi_only() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.kneadwell.outbox",
                        "java..",
                        // JDBC: the standard, and what PostgreSQL's driver adds for LISTEN and error details.
                        "javax.sql",
                        "org.postgresql..",
                        "com.fasterxml.jackson..",
                        // CDI with the transactions and the configuration that come with it.
                        "jakarta.annotation",
                        "jakarta.inject",
                        "jakarta.enterprise..",
                        "jakarta.transaction",
                        "org.eclipse.microprofile.config",
                        "org.jspecify.annotations",
                        "io.micrometer.core.instrument")
                .check(library);
    }

    @Test
    void only_one_class_knows_micrometer_because_it_may_be_absent() {
        noClasses()
                .that(describe(
                        "are not MicrometerMeters",
                        type -> !type.getSimpleName().equals("MicrometerMeters")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(library);
    }

    @Test
    void the_pom_names_no_other_dependency() throws Exception {
        var dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getElementsByTagName("dependency");
        var needed = new ArrayList<String>();
        for (var i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            if (!"test".equals(text(dependency, "scope"))) {
                needed.add(text(dependency, "artifactId") + ("true".equals(text(dependency, "optional")) ? "?" : ""));
            }
        }
        assertThat(needed)
                .containsExactlyInAnyOrder(
                        "jackson-databind",
                        "jackson-datatype-jsr310",
                        "jakarta.enterprise.cdi-api",
                        "jakarta.transaction-api",
                        "microprofile-config-api",
                        "postgresql",
                        "micrometer-core?");
    }

    private static String text(Element element, String name) {
        var found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
