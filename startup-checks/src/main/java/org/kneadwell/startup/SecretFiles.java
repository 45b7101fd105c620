package org.kneadwell.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files with secrets, as the settings name them, and who else on the machine can get at them. */
public final class SecretFiles {

    /** A folder whose files are settings, several of them by commas. */
    private static final String FOLDERS = "smallrye.config.source.file.locations";

    private static final List<String> KEYS = List.of(
            "kneadwell.encryption.keyset-file",
            "kneadwell.events.keyset-file",
            "quarkus.oidc-client.credentials.jwt.key-file",
            "quarkus.oidc.credentials.jwt.key-file",
            "quarkus.tls.key-store.pem.0.key");

    private static final List<String> DATABASES =
            List.of("quarkus.datasource.jdbc.url", "kneadwell.database.owner-url");

    private static final Pattern DATABASE_KEY = Pattern.compile("[?&]sslkey=([^&]+)");

    private static final Set<PosixFilePermission> EVERYBODY =
            EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private SecretFiles() {}

    /**
     * One sentence part for each file that every account of the machine can read or change. Its owner's group may: that is how
     * Kubernetes mounts secrets for an account that is not root. A file that is not there is found by whoever needs it.
     *
     * @throws UncheckedIOException if a folder or a file cannot be looked at
     */
    public static List<String> openToEverybody(Function<String, @Nullable String> setting) {
        List<String> faults = new ArrayList<>();
        for (Path file : named(setting)) {
            Set<PosixFilePermission> rights = rights(file);
            if (rights.stream().anyMatch(EVERYBODY::contains)) {
                faults.add(file + " is a secret that every account of this machine can get at ("
                        + PosixFilePermissions.toString(rights) + ")");
            }
        }
        return faults;
    }

    /** Empty where there is no such file, or a file system without them. */
    private static Set<PosixFilePermission> rights(Path file) {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || !Files.exists(file)) {
            return Set.of();
        }
        try {
            return view.readAttributes().permissions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> named(Function<String, @Nullable String> setting) {
        List<Path> files = new ArrayList<>();
        for (String folder : value(setting, FOLDERS).split(",", -1)) {
            files.addAll(inside(folder.strip()));
        }
        for (String key : KEYS) {
            String file = value(setting, key).strip();
            if (!file.isEmpty()) {
                files.add(Path.of(file));
            }
        }
        for (String database : DATABASES) {
            var key = DATABASE_KEY.matcher(value(setting, database));
            if (key.find()) {
                files.add(Path.of(key.group(1)));
            }
        }
        return files;
    }

    private static List<Path> inside(String folder) {
        if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(Path.of(folder))) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(Function<String, @Nullable String> setting, String name) {
        String value = setting.apply(name);
        return value == null ? "" : value;
    }
}
