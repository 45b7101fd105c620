package org.kneadwell.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.Repository;

/**
 * What the shipped modules consist of, from the lists that packaging writes (CycloneDX). With {@code -Dcomponents.update=true}
 * {@code docs/components.md} is written anew.
 */
class ComponentsTest {

    private static final List<String> SHIPPED =
            List.of("intake-service", "booking-service", "feedback-service", "web-frontend");
    private static final Path TABLE = Repository.root().resolve("docs/components.md");

    /** Licences under which we may ship something beside our own, Apache-2.0; of several offered, one is enough. */
    private static final Set<String> FIT = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            // Of jboss-transaction-spi.
            "Public Domain",
            // As biweekly calls BSD-2-Clause.
            "FreeBSD License",
            "EPL-1.0",
            "EPL-2.0",
            "EDL-1.0",
            "MPL-1.1",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "LGPL-3.0-or-later",
            "GPL-2.0-with-classpath-exception",
            "UPL-1.0",
            "W3C-19980720");

    private record Component(String name, String version, Set<String> licences) {}

    private static List<Component> components(String module) {
        var file = Repository.root().resolve(module).resolve("target/bom.json").toFile();
        // Packaging without a network leaves it out, and says so.
        assumeThat(file.exists() || System.getenv("CI") != null)
                .as("There is no " + file)
                .isTrue();
        List<Map<String, Object>> listed = JsonPath.from(file).getList("components");
        var found = new ArrayList<Component>();
        for (var component : listed) {
            if (!"org.kneadwell".equals(component.get("group"))) {
                found.add(new Component(
                        component.get("group") + ":" + component.get("name"),
                        String.valueOf(component.get("version")),
                        licences(component.get("licenses"))));
            }
        }
        return found;
    }

    private static Set<String> licences(Object listed) {
        var names = new TreeSet<String>();
        if (listed instanceof List<?> all) {
            for (var one : all) {
                if (one instanceof Map<?, ?> choice) {
                    if (choice.get("expression") instanceof String expression) {
                        names.addAll(List.of(expression.replaceAll("[()]", "").split(" OR ")));
                    } else if (choice.get("license") instanceof Map<?, ?> licence) {
                        names.add(String.valueOf(licence.get("id") == null ? licence.get("name") : licence.get("id")));
                    }
                }
            }
        }
        return names;
    }

    @Test
    void every_component_has_a_licence_that_fits() {
        for (var module : SHIPPED) {
            var components = components(module);
            assertThat(components).as(module).hasSizeGreaterThan(30);
            assertThat(components)
                    .as(module)
                    .allSatisfy(component -> assertThat(component.licences())
                            .as(component.name())
                            .containsAnyElementsOf(FIT));
        }
    }

    @Test
    void the_list_in_the_documents_is_up_to_date() throws IOException {
        var lines = new TreeMap<String, String>();
        for (var module : SHIPPED) {
            for (var component : components(module)) {
                lines.put(
                        component.name(),
                        "| %s | %s | %s |"
                                .formatted(
                                        component.name(),
                                        component.version(),
                                        String.join(" or ", component.licences())));
            }
        }
        var table = """
                # Components

                The libraries in the shipped modules and their licences, from the lists that packaging writes (`<module>/target/bom.json`). Written by
                `mvn verify -pl system-tests -am -Dtest=ComponentsTest -Dcomponents.update=true -Dsurefire.failIfNoSpecifiedTests=false`.

                | library | version | licence |
                |---|---|---|
                """ + lines.values().stream().collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("components.update")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }
}
