package org.kneadwell.booking.egress;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The hosts that addresses of strangers may lead to, if this installation names them ({@code kneadwell.egress.hosts}):
 * {@code hooks.example.org} is that host, {@code *.example.org} every host below it. Without a list every public address may be
 * asked. A list that cannot be meant stops the start.
 */
@Startup
@Singleton
public class ListedHosts {

    private static final Pattern ENTRY = Pattern.compile(
            "(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*" + "|\\[[0-9a-f:.]+]");

    private final List<String> entries;

    @Inject
    ListedHosts(@ConfigProperty(name = "kneadwell.egress.hosts") Optional<List<String>> entries) {
        this(entries.orElse(List.of()));
    }

    public ListedHosts(List<String> entries) {
        this.entries = entries.stream().map(ListedHosts::entry).toList();
    }

    /** Every host, as without a list. */
    public static ListedHosts all() {
        return new ListedHosts(List.of());
    }

    private static String entry(String text) {
        var entry = text.strip().toLowerCase(Locale.ROOT);
        if (!ENTRY.matcher(entry).matches()) {
            throw new IllegalArgumentException("kneadwell.egress.hosts: \"" + text
                    + "\" is neither a host such as hooks.example.org nor all below one, such as *.example.org.");
        }
        return entry;
    }

    /** @param host as in an address: an IPv6 literal stands in brackets */
    boolean hold(String host) {
        if (entries.isEmpty()) {
            return true;
        }
        var lower = host.toLowerCase(Locale.ROOT);
        // A name may be written with the point of the root behind it.
        var name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return entries.stream()
                .anyMatch(entry -> entry.startsWith("*.") ? name.endsWith(entry.substring(1)) : name.equals(entry));
    }
}
