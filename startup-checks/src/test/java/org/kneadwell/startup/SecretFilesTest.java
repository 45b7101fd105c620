package org.kneadwell.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    @TempDir
    Path folder;

    private Path file(String name, String rights) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "secret");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @ParameterizedTest
    @CsvSource({
        "r--------, false",
        "rw-r-----, false",
        "rwxrwx--x, false",
        "r--r--r--, true",
        "rw-----w-, true",
    })
    void who_is_neither_the_owner_nor_of_its_group_gets_at_no_key(String rights, boolean open) throws Exception {
        Path key = file("master.json", rights);
        var faults = SecretFiles.openToEverybody(Map.of("kneadwell.encryption.keyset-file", key.toString())::get);
        if (open) {
            assertThat(faults)
                    .containsExactly(
                            key + " is a secret that every account of this machine can get at (" + rights + ")");
        } else {
            assertThat(faults).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kneadwell.encryption.keyset-file",
                "quarkus.oidc-client.credentials.jwt.key-file",
                "quarkus.oidc.credentials.jwt.key-file",
                "quarkus.tls.key-store.pem.0.key"
            })
    void each_key_is_looked_at(String setting) throws Exception {
        assertThat(SecretFiles.openToEverybody(
                        Map.of(setting, file("key", "rw-r--r--").toString())::get))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.datasource.jdbc.url", "kneadwell.database.owner-url"})
    void also_those_that_a_databases_address_names(String setting) throws Exception {
        Path key = file("intake.key", "rw-r--r--");
        assertThat(SecretFiles.openToEverybody(Map.of(
                        setting, "jdbc:postgresql://db/kneadwell?sslcert=intake.crt&sslkey=" + key + "&ssl=true")::get))
                .singleElement()
                .asString()
                .startsWith(key + " is a secret");
    }

    /** Kubernetes mounts a secret as a link into a folder that it replaces as a whole. */
    @Test
    void each_file_of_every_folder_of_settings_is_looked_at_behind_its_link() throws Exception {
        Path mounted = Files.createDirectories(folder.resolve("mounted/..2026_11_28"));
        Path open = Files.setPosixFilePermissions(
                Files.writeString(mounted.resolve("QUARKUS_DATASOURCE_PASSWORD"), "secret"),
                PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("mounted/QUARKUS_DATASOURCE_PASSWORD"), open);
        Path other = Files.createDirectory(folder.resolve("other"));
        file("other/QUARKUS_FLYWAY_PASSWORD", "r--------");
        Path second = file("other/QUARKUS_MAILER_PASSWORD", "r--r--r--");

        var faults = SecretFiles.openToEverybody(
                Map.of("smallrye.config.source.file.locations", folder.resolve("mounted") + ", " + other)::get);
        assertThat(faults)
                .containsExactly(
                        link + " is a secret that every account of this machine can get at (rw-r--r--)",
                        second + " is a secret that every account of this machine can get at (r--r--r--)");

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(second, PosixFilePermissions.fromString("r--r-----"));
        assertThat(SecretFiles.openToEverybody(
                        Map.of("smallrye.config.source.file.locations", folder.resolve("mounted") + "," + other)::get))
                .isEmpty();
    }

    @Test
    void what_is_not_set_or_not_there_is_no_secret() {
        var settings = new HashMap<String, String>();
        assertThat(SecretFiles.openToEverybody(settings::get)).isEmpty();

        settings.put(
                "kneadwell.encryption.keyset-file", folder.resolve("none.json").toString());
        settings.put("smallrye.config.source.file.locations", folder.resolve("nowhere") + ",");
        assertThat(SecretFiles.openToEverybody(settings::get)).isEmpty();
    }
}
