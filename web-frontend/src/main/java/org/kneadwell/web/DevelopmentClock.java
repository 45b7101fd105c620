package org.kneadwell.web;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person live through 72 hours in a minute, by writing the file from which every service reads how far its clock
 * is ahead. Its routes exist only in the profile "local"; production refuses to start when such a file is configured.
 */
@ApplicationScoped
class DevelopmentClock {
    private static final Duration FURTHEST = Duration.ofDays(3660);
    /** The services re-read the file every 200 ms: whoever moved the clock hears back when all of them have. */
    private static final Duration UNTIL_ALL_HAVE_SEEN_IT = Duration.ofMillis(300);

    private final Clock clock = Clock.systemUTC();
    private final @Nullable Path file;
    private final SameSite sameSite;

    DevelopmentClock(
            @ConfigProperty(name = "kneadwell.clock.offset-file") Optional<String> offsetFile,
            @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.file = offsetFile.filter(path -> !path.isBlank()).map(Path::of).orElse(null);
        this.sameSite = new SameSite(baseUrl);
    }

    void routes(@Observes Router router) {
        if (file == null) {
            return;
        }
        if (!ConfigUtils.isProfileActive("local")) {
            throw new IllegalStateException(
                    "kneadwell.clock.offset-file is for the profile 'local' only; remove it from the configuration");
        }
        router.get("/dev/clock").handler(rc -> tell(rc, file));
        router.post("/dev/clock").handler(BodyHandler.create(false).setBodyLimit(1024));
        router.post("/dev/clock").handler(rc -> move(rc, file));
    }

    private void tell(RoutingContext rc, Path path) {
        Duration offset = read(path);
        rc.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("now", clock.instant().plus(offset).toString())
                        .put("offset", offset.toString())
                        .toBuffer());
    }

    private void move(RoutingContext rc, Path path) {
        if (!sameSite.allows(rc.request())) {
            Problems.FORGED.answer(rc);
            return;
        }
        try {
            JsonObject body = rc.body().asJsonObject();
            Duration offset = body.containsKey("advance")
                    ? read(path).plus(Duration.parse(body.getString("advance")))
                    : Duration.parse(body.getString("offset"));
            if (offset.abs().compareTo(FURTHEST) > 0) {
                Problems.BAD_CLOCK.answer(rc);
                return;
            }
            write(path, offset);
            rc.vertx().setTimer(UNTIL_ALL_HAVE_SEEN_IT.toMillis(), timer -> tell(rc, path));
        } catch (DateTimeException
                | ArithmeticException
                | DecodeException
                | NullPointerException
                | ClassCastException e) {
            Problems.BAD_CLOCK.answer(rc);
        } catch (IOException e) {
            rc.fail(500, e);
        }
    }

    private static Duration read(Path path) {
        try {
            return Duration.parse(Files.readString(path).strip());
        } catch (IOException | DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static void write(Path path, Duration offset) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.writeString(next, offset.toString());
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
