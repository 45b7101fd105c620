package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.Repository;

/** Who uses cryptography is in the last column of {@code docs/security.md}, and nobody else does. */
class CryptographyTest {

    private static final List<String> SHIPPED = List.of(
            "event-contracts",
            "outbox",
            "startup-checks",
            "service-kit",
            "intake-service",
            "booking-service",
            "feedback-service",
            "web-frontend");
    private static final List<String> CRYPTOGRAPHY = List.of(
            "javax.crypto.",
            "java.security.",
            "com.google.crypto.tink.",
            "com.google.common.hash.",
            "com.standardwebhooks.",
            "org.apache.commons.codec.",
            "org.bouncycastle.",
            "org.jose4j.");

    /** Names somebody, and hides nothing. */
    private static final Set<String> HARMLESS = Set.of("java.security.Principal");

    private static final Pattern QUOTED = Pattern.compile("`([a-z.]+\\.[A-Z]\\w+)`");

    @Test
    void whoever_uses_cryptography_is_in_the_list() throws IOException {
        var users = new TreeSet<String>();
        for (var module : SHIPPED) {
            var classes = new ClassFileImporter()
                    .importPath(Repository.root().resolve(module).resolve("target/classes"));
            assertThat(classes).as(module).hasSizeGreaterThan(3);
            classes.stream()
                    .filter(CryptographyTest::usesCryptography)
                    .map(type -> type.getName().replace("org.kneadwell.", "").replaceFirst("\\$.*", ""))
                    .forEach(users::add);
        }
        assertThat(users).as("classes that use cryptography").isEqualTo(listed());
    }

    private static boolean usesCryptography(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .anyMatch(target -> CRYPTOGRAPHY.stream().anyMatch(target.getName()::startsWith)
                        && !HARMLESS.contains(target.getName())
                        && !target.getSimpleName().endsWith("Exception"));
    }

    private static Set<String> listed() throws IOException {
        var text = Files.readString(Repository.root().resolve("docs/security.md"));
        var from = text.indexOf("## Cryptography");
        var listed = new TreeSet<String>();
        text.substring(from, text.indexOf("\n## ", from))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.asList(line.split("\\|")).getLast())
                .forEach(column -> QUOTED.matcher(column).results().forEach(match -> listed.add(match.group(1))));
        return listed;
    }
}
