package org.kneadwell.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Lets nobody ask more often than a person would. Each gateway counts for itself: behind a balancer with n gateways, n times as
 * much goes through.
 */
@ApplicationScoped
class RateLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long PEOPLE_AT_MOST = 100_000;
    private static final int BEFORE_SIGN_IN = 900;
    private static final Pattern SEARCH_PATH = Pattern.compile("/api/booking/v1/(matches|therapists/[^/]+/slots)");
    private static final Pattern HOLD_PATH = Pattern.compile("/api/booking/v1/holds(/any-therapist)?");
    private static final Pattern BOOK_PATH = Pattern.compile("/api/booking/v1/(appointments|series)");

    private final Limits limits;
    private final Pages pages;

    /** After its period without a request all tokens are back, and the bucket is as good as a new one. */
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .expireAfter(Expiry.<Key, Bucket>accessing((key, _) -> key.kind().period()))
            .maximumSize(PEOPLE_AT_MOST)
            .build();

    RateLimits(Limits limits, Pages pages) {
        this.limits = limits;
        this.pages = pages;
    }

    enum Kind {
        LOGIN,
        SEARCH,
        HOLD,
        BOOK,
        CALENDAR,
        ARCHIVE,
        OTHER;

        private Duration period() {
            return this == ARCHIVE ? HOUR : MINUTE;
        }

        /** What a call to the API of somebody who is signed in is counted as. */
        static Kind of(HttpServerRequest request) {
            boolean post = request.method().equals(HttpMethod.POST);
            if (!post && SEARCH_PATH.matcher(request.path()).matches()) {
                return SEARCH;
            }
            if (post && HOLD_PATH.matcher(request.path()).matches()) {
                return HOLD;
            }
            return post && BOOK_PATH.matcher(request.path()).matches() ? BOOK : OTHER;
        }
    }

    private record Key(Kind kind, String who) {}

    void filters(@Observes Filters filters) {
        filters.register(
                rc -> {
                    if (!rc.request().path().equals("/login") || lets(rc, Kind.LOGIN)) {
                        rc.next();
                    }
                },
                BEFORE_SIGN_IN);
    }

    /** Whether the address may go on; otherwise the refusal has been sent. */
    boolean lets(RoutingContext rc, Kind kind) {
        var address = rc.request().remoteAddress();
        return lets(rc, kind, address == null ? "" : address.host());
    }

    /**
     * Whether they may go on; otherwise the refusal has been sent.
     *
     * @param who an account or an address
     */
    boolean lets(RoutingContext rc, Kind kind, String who) {
        var probe = buckets.get(new Key(kind, who), _ -> bucket(allowed(kind), kind.period()))
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refuse(rc, kind, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1);
        }
        return probe.isConsumed();
    }

    private void refuse(RoutingContext rc, Kind kind, long seconds) {
        // People come to /login by navigation and would see raw JSON.
        String accepted = rc.request().getHeader("Accept");
        if (kind == Kind.LOGIN && accepted != null && accepted.contains("text/html")) {
            pages.notice(rc, Pages.Notice.SIGN_IN_TOO_OFTEN, seconds);
        } else if (kind == Kind.ARCHIVE) {
            rc.response().putHeader("Retry-After", Long.toString(seconds));
            pages.refuse(rc, Problems.TOO_MANY_ARCHIVES, rc.request().path());
        } else {
            rc.response().putHeader("Retry-After", Long.toString(seconds));
            Problems.TOO_MANY.answer(rc);
        }
    }

    private static Bucket bucket(int allowed, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(allowed).refillGreedy(allowed, period))
                .build();
    }

    private int allowed(Kind kind) {
        return switch (kind) {
            case LOGIN -> limits.login();
            case SEARCH -> limits.search();
            case HOLD -> limits.hold();
            case BOOK -> limits.book();
            case CALENDAR -> limits.calendar();
            case ARCHIVE -> limits.archive();
            case OTHER -> limits.other();
        };
    }
}
