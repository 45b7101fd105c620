package org.kneadwell.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code deploy/postgres/bootstrap.sql}, the same roles and schemas as everywhere else. */
final class Bootstrap {

    private static final List<String> ROLES =
            List.of("intake_owner", "intake", "booking_owner", "booking", "feedback_owner", "feedback", "keycloak");

    private Bootstrap() {}

    /** The script with the password of each role set to "&lt;role&gt;-local", as in the {@code local} profile. */
    static String sql() {
        String sql = read(Repository.root().resolve("deploy/postgres/bootstrap.sql"));
        for (String role : ROLES) {
            sql = sql.replace("${" + role + "_password}", password(role));
        }
        return sql;
    }

    static String password(String role) {
        return role + "-local";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
