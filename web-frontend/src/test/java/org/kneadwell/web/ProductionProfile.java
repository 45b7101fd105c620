package org.kneadwell.web;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The production profile, as {@link ProductionCheck} lets it start: behind a proxy, with a secret at the identity provider. */
public abstract class ProductionProfile implements QuarkusTestProfile {

    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.test-port", "0",
            "KNEADWELL_GATEWAY_CLIENT_SECRET", "c4Pq".repeat(8),
            "KNEADWELL_GATEWAY_COOKIE_SECRET", "k7Zw".repeat(8),
            "KNEADWELL_GATEWAY_STATE_SECRET", "s2Mx".repeat(8),
            "kneadwell.web.base-url", "https://booking.practice.org",
            "quarkus.http.proxy.proxy-address-forwarding", "true",
            "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
            "kneadwell.tls-inside", "elsewhere",
            "kneadwell.passwords-inside", "accepted");

    @Override
    public final String getConfigProfile() {
        return "prod";
    }

    @Override
    public final boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public final List<TestResourceEntry> testResources() {
        return Stream.concat(
                        Stream.of(
                                new TestResourceEntry(FakeIdentityProvider.class),
                                new TestResourceEntry(FakeService.class)),
                        more())
                .toList();
    }

    @Override
    public final Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(SETTINGS);
        change(settings);
        return settings;
    }

    /** What a test needs besides the identity provider and the services. */
    Stream<TestResourceEntry> more() {
        return Stream.empty();
    }

    /** What a test sets otherwise. */
    abstract void change(Map<String, String> settings);
}
