package org.kneadwell.web;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kneadwell.web.ArchiveContents.Service;

/**
 * Gives a client all that is kept about them, in one archive (docs/decisions/0016). It is made whole before its first byte is sent,
 * in memory and nowhere else.
 */
@ApplicationScoped
class MyData {
    private static final Logger LOG = Logger.getLogger(MyData.class);

    static final String PATH = "/my-data.zip";
    /** At once in this gateway; others wait. */
    private static final int MAKERS = 2;

    private final Pages pages;
    private final People people;
    private final RateLimits limits;
    private final Gathering.Terms terms;
    private final WorkerExecutor makers;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http;

    MyData(
            Vertx vertx,
            Pages pages,
            People people,
            RateLimits limits,
            ServiceTls tls,
            @ConfigProperty(name = "kneadwell.archive.patience") Duration whole,
            @ConfigProperty(name = "kneadwell.archive.at-most") long bytes,
            @ConfigProperty(name = "kneadwell.upstream.patience") Duration each,
            @ConfigProperty(name = "kneadwell.upstream.intake") URI intake,
            @ConfigProperty(name = "kneadwell.upstream.booking") URI booking,
            @ConfigProperty(name = "kneadwell.upstream.feedback") URI feedback) {
        this.pages = pages;
        this.people = people;
        this.limits = limits;
        this.http = tls.apply(HttpClient.newBuilder())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        this.makers = vertx.createSharedWorkerExecutor("my-data", MAKERS);
        this.terms = new Gathering.Terms(
                Map.of(Service.INTAKE, intake, Service.BOOKING, booking, Service.FEEDBACK, feedback),
                each,
                whole,
                bytes);
    }

    void routes(@Observes Router router) {
        router.get(PATH).handler(this::asked);
    }

    private void asked(RoutingContext rc) {
        if (!fromOurPages(rc.request())) {
            refuse(rc, Problems.ARCHIVE_FORGED);
            return;
        }
        people.identity(rc).subscribe().with(identity -> make(rc, identity), failure -> {
            LOG.debugf("session not usable: %s", failure.getClass().getSimpleName());
            People.forget(rc);
            refuse(rc, Problems.SESSION_EXPIRED);
        });
    }

    /**
     * By our own pages or by the person. The session's cookie comes along with a navigation that another site begins, and a browser
     * that does not say who began it may be made to: then only what carries our header is believed, which no foreign page can add.
     */
    private static boolean fromOurPages(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null
                ? "1".equals(request.getHeader(SameSite.HEADER))
                : site.equals("same-origin") || site.equals("none");
    }

    private void make(RoutingContext rc, SecurityIdentity identity) {
        String token = People.accessToken(identity);
        if (token == null) {
            refuse(rc, Problems.NOT_SIGNED_IN);
        } else if (people.lackSecondFactorFor(identity, "client")) {
            refuse(rc, Problems.SECOND_FACTOR_NEEDED);
        } else if (!identity.hasRole("client")) {
            refuse(rc, Problems.NOT_A_CLIENT);
        } else if (limits.lets(rc, RateLimits.Kind.ARCHIVE, People.account(identity))) {
            Set<String> roles = new HashSet<>(identity.getRoles());
            var person = new Gathering.Person(People.account(identity), People.name(identity), roles, token);
            makers.executeBlocking(() -> Archive.of(person, Gathering.gather(http, terms, person, clock)), false)
                    .onSuccess(archive -> send(rc, archive))
                    .onFailure(failure -> failed(rc, failure));
        }
    }

    /** With its length: a browser that did not get all of it says so. */
    private static void send(RoutingContext rc, byte[] archive) {
        if (!rc.response().closed()) {
            rc.response()
                    .putHeader("Content-Type", "application/zip")
                    .putHeader("Content-Disposition", "attachment; filename=\"kneadwell-my-data.zip\"")
                    .end(Buffer.buffer(archive));
        }
    }

    private void failed(RoutingContext rc, Throwable failure) {
        Problems problem =
                failure instanceof Gathering.Stopped stopped ? stopped.problem() : Problems.ARCHIVE_INCOMPLETE;
        // The kind of failure and nothing of what was gathered.
        LOG.warnf("no archive: %s %s", problem, failure.getClass().getSimpleName());
        if (problem == Problems.SESSION_EXPIRED) {
            People.forget(rc);
        }
        refuse(rc, problem);
    }

    private void refuse(RoutingContext rc, Problems problem) {
        if (!rc.response().closed()) {
            pages.refuse(rc, problem, problem.status() == 401 ? "/login?return=/" : PATH);
        }
    }
}
