package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {

    @Test
    void docker_compose_understands_it() throws IOException, InterruptedException {
        assumeTrue(isThere("docker-compose"), "docker-compose is not installed");

        Process process = new ProcessBuilder("docker-compose", "config", "--quiet")
                .directory(Repository.root().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void the_files_it_mounts_are_there() throws IOException {
        Path root = Repository.root();
        List<String> mounted = Files.readAllLines(root.resolve("docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- ./"))
                .map(line -> line.substring(4, line.indexOf(':')))
                .toList();

        assertThat(mounted).hasSize(5).contains("local-stack/target/dictionaries", "deploy/keycloak/themes/kneadwell");
        assertThat(mounted)
                .filteredOn(file -> !file.contains("/target/"))
                .hasSize(4)
                .allSatisfy(file -> assertThat(root.resolve(file)).exists());
        assertThat(root.resolve("local-stack/pom.xml"))
                .as("what mvn package leaves there")
                .content()
                .contains("<includes>dictionaries/passwords.txt</includes>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake-service", "booking-service", "feedback-service", "web-frontend"})
    void each_module_has_its_image(String module) throws IOException {
        String compose = Files.readString(Repository.root().resolve("docker-compose.yml"));

        assertThat(compose).contains("context: ./" + module + ",");
        assertThat(Repository.root().resolve(module).resolve("src/main/docker/Dockerfile"))
                .content()
                .contains("FROM eclipse-temurin:25-jre", "USER 10001:10001");
    }

    @Test
    void its_default_passwords_are_reachable_from_this_machine_only() throws IOException {
        List<String> ports = Files.readAllLines(Repository.root().resolve("docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("ports:"))
                .toList();

        assertThat(ports).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("ports: [\"127.0.0.1:"));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
