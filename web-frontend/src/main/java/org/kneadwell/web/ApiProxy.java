package org.kneadwell.web;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Passes /api calls on to the service they belong to, with the caller's own access token and without any cookie. */
@ApplicationScoped
class ApiProxy {
    private static final Logger LOG = Logger.getLogger(ApiProxy.class);
    /** What a caller may not tell a service, because only we know it. */
    private static final List<String> NOT_FROM_CALLERS = List.of(
            "Cookie",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Real-IP",
            SameSite.HEADER);
    /** What a service may not tell a browser, because the gateway decides it. */
    private static final List<String> NOT_FROM_SERVICES = List.of(
            "Set-Cookie",
            "WWW-Authenticate",
            "Server",
            "Cache-Control",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Permissions-Policy",
            "Content-Security-Policy",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Credentials");

    private static final int AT_A_TIME = 64;
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern CALENDAR = Pattern.compile("/api/booking/v1/calendars/[A-Za-z0-9_-]{43}\\.ics");

    private final Vertx vertx;
    private final People people;
    private final SameSite sameSite;
    private final boolean byTlsOnly;
    private final RateLimits limits;
    private final ServiceTls tls;
    private final Duration patience;
    private final URI intake;
    private final URI booking;
    private final URI feedback;

    ApiProxy(
            Vertx vertx,
            People people,
            RateLimits limits,
            ServiceTls tls,
            @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl,
            @ConfigProperty(name = "kneadwell.upstream.patience") Duration patience,
            @ConfigProperty(name = "kneadwell.upstream.intake") URI intake,
            @ConfigProperty(name = "kneadwell.upstream.booking") URI booking,
            @ConfigProperty(name = "kneadwell.upstream.feedback") URI feedback) {
        this.vertx = vertx;
        this.people = people;
        this.limits = limits;
        this.tls = tls;
        this.sameSite = new SameSite(baseUrl);
        this.byTlsOnly = baseUrl.startsWith("https:");
        this.patience = patience;
        this.intake = intake;
        this.booking = booking;
        this.feedback = feedback;
    }

    void routes(@Observes Router router) {
        if (byTlsOnly) {
            router.route("/api/*").handler(ApiProxy::refuseClearText);
        }
        forward(router, "/api/intake/*", intake);
        forward(router, "/api/booking/*", booking);
        forward(router, "/api/feedback/*", feedback);
        router.route("/api/*").handler(Problems.UNKNOWN_PATH::answer);
    }

    /** A program that does not come by TLS is told, and not led on: it would never learn that others can read along. */
    private static void refuseClearText(RoutingContext rc) {
        if ("https".equals(rc.request().scheme())) {
            rc.next();
        } else {
            Problems.NOT_ENCRYPTED.answer(rc);
        }
    }

    private void forward(Router router, String paths, URI service) {
        var options = new HttpClientOptions()
                .setConnectTimeout(2000)
                .setIdleTimeout((int) patience.plusSeconds(5).toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        var client = vertx.createHttpClient(tls.apply(options, service), new PoolOptions().setHttp1MaxSize(AT_A_TIME));
        var proxy = HttpProxy.reverseProxy(client);
        proxy.origin(ServiceTls.port(service), service.getHost()).addInterceptor(new Rewrite());
        router.route(paths).handler(rc -> handle(rc, proxy));
    }

    private void handle(RoutingContext rc, HttpProxy proxy) {
        HttpServerRequest request = rc.request();
        if (request.method().equals(HttpMethod.TRACE)) {
            Problems.BAD_METHOD.answer(rc);
        } else if (!plain(rc)) {
            Problems.BAD_PATH.answer(rc);
        } else if (!sameSite.allows(request)) {
            Problems.FORGED.answer(rc);
        } else if (needsNoSession(request)) {
            if (limits.lets(rc, RateLimits.Kind.CALENDAR)) {
                request.headers().remove("Authorization");
                proxy.handle(request);
            }
        } else {
            // Resolving the session may wait for a token refresh; the body must not flow away meanwhile.
            request.pause();
            people.identity(rc)
                    .subscribe()
                    .with(
                            identity -> {
                                String token = People.accessToken(identity);
                                if (token == null) {
                                    Problems.NOT_SIGNED_IN.answer(rc);
                                } else if (limits.lets(rc, RateLimits.Kind.of(request), People.account(identity))) {
                                    request.headers().set("Authorization", "Bearer " + token);
                                    proxy.handle(request);
                                }
                            },
                            failure -> {
                                LOG.debugf(
                                        "session not usable: %s",
                                        failure.getClass().getSimpleName());
                                People.forget(rc);
                                Problems.SESSION_EXPIRED.answer(rc);
                            });
        }
    }

    /** A path that means something else once it is decoded or resolved could reach what is not meant to be reached. */
    private static boolean plain(RoutingContext rc) {
        String path = rc.request().path();
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        return path.equals(rc.normalizedPath())
                && !lower.contains("%2f")
                && !lower.contains("%5c")
                && !lower.contains("%2e")
                && !path.contains(";");
    }

    /** Programs that read a calendar cannot sign in; its address is the secret, and booking-service knows it. */
    private static boolean needsNoSession(HttpServerRequest request) {
        return READS.contains(request.method())
                && CALENDAR.matcher(request.path()).matches();
    }

    private final class Rewrite implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            MultiMap headers = context.request().headers();
            NOT_FROM_CALLERS.forEach(headers::remove);
            return context.sendRequest()
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .recover(failure -> Future.succeededFuture(failed(context, failure)));
        }

        private ProxyResponse failed(ProxyContext context, Throwable failure) {
            var problem = failure instanceof TimeoutException ? Problems.TOO_SLOW : Problems.UNREACHABLE;
            String path = context.request().proxiedRequest().path();
            LOG.warnf("%s %s", problem, failure.getClass().getSimpleName());
            ProxyResponse response = context.request().release().response();
            response.headers().clear();
            return response.setStatusCode(problem.status())
                    .putHeader("Content-Type", Problems.CONTENT_TYPE)
                    .setBody(Body.body(problem.body(path)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            MultiMap headers = context.response().headers();
            NOT_FROM_SERVICES.forEach(headers::remove);
            return context.sendResponse();
        }
    }
}
