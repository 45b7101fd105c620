package org.kneadwell.kit.startup;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.kneadwell.startup.LastingSecret;
import org.kneadwell.startup.LogsElsewhere;
import org.kneadwell.startup.SecretFiles;

/**
 * A service in production refuses to start with what belongs on a developer's machine, and says which settings those
 * are. It looks before the migrations run, so that nothing has happened yet.
 */
@Singleton
class ProductionCheck implements FlywayConfigurationCustomizer {

    private static final Pattern HOST = Pattern.compile("^https://([^/:]+)");

    private static final String DATABASE = "quarkus.datasource.jdbc.url";

    /** What mails are from, where their links lead, and who is told of an urgent sign. The defaults are for one machine. */
    private static final List<String> OF_MAILS =
            List.of("kneadwell.web.base-url", "quarkus.mailer.from", "kneadwell.safety-contact");

    /** Our own machine, and names that are nobody's (RFC 2606). */
    private static final Pattern NOWHERE = Pattern.compile(
            "(?i)(?:^|[/@.])(?:localhost|127\\.0\\.0\\.1|\\[::1]|(?:[a-z0-9-]+\\.)*(?:example|test|invalid)|example\\.(?:com|net|org))(?:[:/>]|$)");

    /** Such as an agent beside the service that passes its traces on. */
    private static final Pattern ON_THIS_MACHINE =
            Pattern.compile("^http://(?:localhost|127\\.0\\.0\\.1|\\[::1])(?:[:/]|$)");

    private static final String VERIFIED = "sslmode=verify-full";

    private static final String NOR_ELSEWHERE = ", and kneadwell.tls-inside does not say that something else encrypts";

    private final Config config;

    ProductionCheck(Config config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        refuse();
    }

    /** Also where a service is told not to migrate. */
    void onStart(@Observes StartupEvent start) {
        refuse();
    }

    private void refuse() {
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
        faults.addAll(login("quarkus.datasource.password", setting.apply(DATABASE), setting));
        faults.addAll(login("quarkus.flyway.password", setting.apply(OwnersCertificate.DATABASE), setting));
        // Only the service that makes and deletes accounts is a client of the identity provider itself.
        if (setting.apply("quarkus.oidc-client.client-id") != null) {
            String secret = setting.apply("quarkus.oidc-client.credentials.secret");
            boolean signs = setting.apply("quarkus.oidc-client.credentials.jwt.key-file") != null;
            if (secret == null || secret.isBlank()) {
                if (!signs) {
                    faults.add("KNEADWELL_BOOKING_CLIENT_SECRET is not set");
                }
            } else if (secret.contains("-local")) {
                faults.add("KNEADWELL_BOOKING_CLIENT_SECRET is a default of the local profile");
            } else {
                faults.addAll(LastingSecret.refusal("KNEADWELL_BOOKING_CLIENT_SECRET", setting));
            }
        }
        for (String name : OF_MAILS) {
            String value = setting.apply(name);
            // Not every service has each of them.
            if (value != null
                    && (value.isBlank() || NOWHERE.matcher(value.strip()).find())) {
                faults.add(name + " leads nowhere (" + value + "), mails would be lost");
            }
        }
        String baseUrl = setting.apply("kneadwell.web.base-url");
        if (baseUrl != null
                && !baseUrl.isBlank()
                && !baseUrl.startsWith("https://")
                && !NOWHERE.matcher(baseUrl.strip()).find()) {
            faults.add("kneadwell.web.base-url is not reached by TLS (" + baseUrl + ")");
        }
        String issuer = setting.apply("quarkus.oidc.token.issuer");
        // Without one it is what the identity provider itself says.
        if (issuer != null
                && (!issuer.startsWith("https://")
                        || NOWHERE.matcher(issuer.strip()).find())) {
            faults.add("quarkus.oidc.token.issuer is not a realm that people reach by TLS (" + issuer + ")");
        }
        if (issuer != null
                && baseUrl != null
                && !host(issuer).isEmpty()
                && host(issuer).equals(host(baseUrl))) {
            faults.add("quarkus.oidc.token.issuer and kneadwell.web.base-url are on one host (" + host(issuer)
                    + "), where each gets the other's cookies");
        }
        if (!"elsewhere".equals(setting.apply("kneadwell.tls-inside"))) {
            String database = setting.apply(DATABASE);
            if (database == null || !database.contains(VERIFIED)) {
                faults.add(DATABASE + " does not say " + VERIFIED + NOR_ELSEWHERE);
            }
            String ownersDatabase = setting.apply(OwnersCertificate.DATABASE);
            if (ownersDatabase != null && !ownersDatabase.contains(VERIFIED)) {
                faults.add(OwnersCertificate.DATABASE + " does not say " + VERIFIED + NOR_ELSEWHERE);
            }
            String collector = setting.apply("kneadwell.traces.url");
            if (collector != null
                    && !collector.isBlank()
                    && !collector.startsWith("https://")
                    && !ON_THIS_MACHINE.matcher(collector).find()) {
                faults.add("kneadwell.traces.url is not reached by TLS" + NOR_ELSEWHERE);
            }
            if (!"disabled".equals(setting.apply("quarkus.http.insecure-requests"))) {
                faults.add("quarkus.http.insecure-requests is not disabled" + NOR_ELSEWHERE);
            }
        }
        if (setting.apply("kneadwell.clock.offset-file") != null) {
            faults.add("kneadwell.clock.offset-file is set, the clock can be moved");
        }
        String keyset = setting.apply("kneadwell.encryption.keyset-file");
        if (keyset == null || keyset.isBlank()) {
            faults.add("kneadwell.encryption.keyset-file is not set, health data could not be sealed");
        }
        String events = setting.apply("kneadwell.events.keyset-file");
        if (events == null || events.isBlank()) {
            faults.add("kneadwell.events.keyset-file is not set, what events say of health could not be sealed");
        }
        if ("true".equals(setting.apply("kneadwell.encryption.make-keyset"))) {
            faults.add("kneadwell.encryption.make-keyset is on, a lost keyset would be replaced and the data with it"
                    + " lost");
        }
        String register = setting.apply("kneadwell.erasure.register-file");
        if (register == null || register.isBlank()) {
            faults.add("kneadwell.erasure.register-file is not set, a restored backup would bring erased clients back");
        }
        if ("true".equals(setting.apply("kneadwell.demo-data"))) {
            faults.add("kneadwell.demo-data is on");
        }
        if (setting.apply("kneadwell.booking.calendar.allow-addresses") != null) {
            faults.add(
                    "kneadwell.booking.calendar.allow-addresses is set, calendars could be read from our own network");
        }
        if (setting.apply("kneadwell.booking.webhook.allow-addresses") != null) {
            faults.add("kneadwell.booking.webhook.allow-addresses is set, webhooks could be sent into our own network");
        }
        faults.addAll(LogsElsewhere.refusal(setting));
        faults.addAll(SecretFiles.openToEverybody(setting));
        return faults;
    }

    private static String host(String address) {
        var host = HOST.matcher(address.strip());
        return host.find() ? host.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** A role gets into the database with a password of its own, or with a certificate that the address names. */
    private static List<String> login(
            String password, @Nullable String url, Function<String, @Nullable String> setting) {
        String secret = setting.apply(password);
        if (secret == null || secret.isBlank()) {
            return url != null && url.contains("sslcert=") ? List.of() : List.of(password + " is not set");
        }
        if (secret.endsWith("-local") || secret.equals("kneadwell-demo") || secret.equals("postgres")) {
            return List.of(password + " is a default of the local profile");
        }
        return LastingSecret.refusal(password, setting);
    }
}
