package org.kneadwell.web;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.kneadwell.startup.LastingSecret;
import org.kneadwell.startup.LogsElsewhere;
import org.kneadwell.startup.SecretFiles;

/**
 * The gateway in production refuses to start with what belongs on a developer's machine, and says which settings those are.
 * It looks before there is any route, so that nothing has been answered yet.
 */
@ApplicationScoped
class ProductionCheck {

    private static final String CLIENT_SECRET = "quarkus.oidc.credentials.secret";

    /** Each secret, and the variable that an operator sets. */
    private static final Map<String, String> SECRETS = Map.of(
            CLIENT_SECRET,
            "KNEADWELL_GATEWAY_CLIENT_SECRET",
            "quarkus.oidc.token-state-manager.encryption-secret",
            "KNEADWELL_GATEWAY_COOKIE_SECRET",
            "quarkus.oidc.authentication.state-secret",
            "KNEADWELL_GATEWAY_STATE_SECRET");

    private static final String CERTIFICATE = "quarkus.tls.key-store.pem.0.cert";

    private static final List<String> SERVICES = List.of("intake", "booking", "feedback");

    /** A host and nothing behind it, by TLS. */
    private static final Pattern TLS_ORIGIN = Pattern.compile("https://([A-Za-z0-9.-]+)(?::[0-9]+)?");

    /** Our own machine, and names that are nobody's (RFC 2606). */
    private static final Pattern NOWHERE = Pattern.compile(
            "(?i)localhost|127\\.[0-9.]+|(?:[a-z0-9-]+\\.)*(?:example|test|invalid)|(?:[a-z0-9-]+\\.)*example\\.(?:com|net|org)");

    private final Config config;

    ProductionCheck(Config config) {
        this.config = config;
    }

    void beforeTheFirstRoute(@Observes @Priority(1) Router router) {
        if (!ConfigUtils.isProfileActive("prod")) {
            return;
        }
        List<String> found =
                faults(name -> config.getOptionalValue(name, String.class).orElse(null));
        if (!found.isEmpty()) {
            throw new IllegalStateException("Not started in the production profile: " + String.join("; ", found) + ".");
        }
    }

    /** What must not be so in production, one sentence part each, without any secret. */
    static List<String> faults(Function<String, @Nullable String> setting) {
        List<String> faults = new ArrayList<>();
        SECRETS.forEach((name, variable) -> {
            String secret = setting.apply(name);
            if (secret == null || secret.isBlank()) {
                // A client that signs what it says to the identity provider has no secret.
                if (!name.equals(CLIENT_SECRET) || setting.apply("quarkus.oidc.credentials.jwt.key-file") == null) {
                    faults.add(variable + " is not set");
                }
            } else if (secret.contains("-local")) {
                faults.add(variable + " is a default of the local profile");
            } else if (secret.length() < 32) {
                faults.add(variable + " has fewer than 32 characters");
            } else if (name.equals(CLIENT_SECRET)) {
                // The others are keys, which nobody else is shown.
                faults.addAll(LastingSecret.refusal(variable, setting));
            }
        });
        String baseUrl = setting.apply("kneadwell.web.base-url");
        var origin = TLS_ORIGIN.matcher(baseUrl == null ? "" : baseUrl);
        if (!origin.matches() || NOWHERE.matcher(origin.group(1)).matches()) {
            faults.add("kneadwell.web.base-url is not an address by which people reach us by TLS, such as"
                    + " https://booking.practice.org (" + baseUrl + ")");
        }
        faults.addAll(tls(setting));
        if (!"elsewhere".equals(setting.apply("kneadwell.tls-inside"))) {
            for (String service : SERVICES) {
                String address = setting.apply("kneadwell.upstream." + service);
                if (address == null || !address.startsWith("https://")) {
                    faults.add("kneadwell.upstream." + service + " is not reached by TLS, and kneadwell.tls-inside does"
                            + " not say that something else encrypts");
                }
            }
        }
        if (setting.apply("kneadwell.clock.offset-file") != null) {
            faults.add("kneadwell.clock.offset-file is set, the clock can be moved");
        }
        if ("true".equals(setting.apply("kneadwell.demo-data"))) {
            faults.add("kneadwell.demo-data is on");
        }
        faults.addAll(LogsElsewhere.refusal(setting));
        faults.addAll(SecretFiles.openToEverybody(setting));
        return faults.stream().sorted().toList();
    }

    /** It ends at a proxy, of which the gateway has to know, or here, with a certificate of our own. */
    private static List<String> tls(Function<String, @Nullable String> setting) {
        List<String> faults = new ArrayList<>();
        boolean ours = setting.apply(CERTIFICATE) != null;
        boolean behindProxy = "true".equals(setting.apply("quarkus.http.proxy.proxy-address-forwarding"));
        if (ours) {
            if (setting.apply("quarkus.tls.key-store.pem.0.key") == null) {
                faults.add("quarkus.tls.key-store.pem.0.key is not set, the certificate is of no use without it");
            }
            if (!"disabled".equals(setting.apply("quarkus.http.insecure-requests"))) {
                faults.add(
                        "quarkus.http.insecure-requests is not disabled, what is asked without TLS would be answered");
            }
        } else if (!behindProxy) {
            // Otherwise everybody comes from the address of the proxy, and one person uses up what all may ask in a
            // minute.
            faults.add("quarkus.http.proxy.proxy-address-forwarding is not on, the proxy that ends TLS would be taken"
                    + " for everybody, and " + CERTIFICATE + " does not say that TLS ends here");
        }
        String trusted = setting.apply("quarkus.http.proxy.trusted-proxies");
        if (behindProxy || !ours) {
            if (trusted == null || trusted.isBlank()) {
                faults.add("quarkus.http.proxy.trusted-proxies is not set, anybody could claim any address");
            } else if (trusted.contains("/0")) {
                faults.add("quarkus.http.proxy.trusted-proxies trusts everybody, anybody could claim any address");
            }
        }
        return faults;
    }
}
