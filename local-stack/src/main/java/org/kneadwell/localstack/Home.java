package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Where everything lies. What is prepared once belongs to the checkout; the rest to one platform. */
record Home(Path checkout, Path data) {

    Path prepared() {
        return checkout.resolve(".kneadwell").resolve("prepared");
    }

    Path database() {
        return data.resolve("postgres");
    }

    /** Which template the database began as. */
    Path databaseOrigin() {
        return data.resolve("database-origin");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    Path lock() {
        return data.resolve("lock");
    }

    Path processes() {
        return data.resolve("processes");
    }

    /** What the database's health data is sealed with; it goes where the database goes. */
    Path masterKeysets() {
        return data.resolve("keysets");
    }

    /** With which a service's clients' keys are wrapped. Without it their health data cannot be read. */
    Path masterKeyset(String service) {
        return masterKeysets().resolve(service + ".json");
    }

    /** With which the services seal what events say of health. Without it events that wait cannot be read. */
    Path eventsKeyset() {
        return masterKeysets().resolve("events.json");
    }

    /** Which clients were erased; a new database begins without. */
    Path erasures() {
        return data.resolve("erasures");
    }

    Path erasures(String service) {
        return erasures().resolve(service);
    }

    Path clockOffset() {
        return data.resolve("clock-offset");
    }

    Path realmFile() {
        return checkout.resolve("deploy/keycloak/kneadwell-realm.json");
    }

    Path usersFile() {
        return checkout.resolve("deploy/keycloak/kneadwell-users-0.json");
    }

    /** Our look of Keycloak's pages and mails. */
    Path keycloakThemes() {
        return checkout.resolve("deploy/keycloak/themes");
    }

    Path bootstrapSql() {
        return checkout.resolve("deploy/postgres/bootstrap.sql");
    }

    Path application(String module) {
        return checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, java.io.@org.jspecify.annotations.Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies with permissions and times: PostgreSQL refuses a data directory others can read. */
    static void copyTree(Path from, Path to) {
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
