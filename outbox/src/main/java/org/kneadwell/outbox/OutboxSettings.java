package org.kneadwell.outbox;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * What can be configured, under {@code kneadwell.outbox.}
 *
 * @param schema the service's own schema
 * @param subscriptions the schemas it reads, by subscription: the main ones are called like their schema
 * @param ignoredTypes types it knows and deliberately does not handle
 * @param shards 1, 2, 4 … 64: cursors per subscription, each worked by one thread at a time
 * @param batchSize events per transaction
 * @param attempts how often an event is tried before it is parked
 * @param retryAfter wait before the second attempt; doubled for each further one, with jitter
 * @param retryAtMost the longest wait between attempts
 * @param poll how often to look without having been woken
 * @param listen whether to be woken by notifications
 * @param retention how many days of events are kept at least; older ones go once every subscriber has applied them
 * @param sourceDatabases the data sources in which the schemas of other databases are read
 * @param measure how often lag is measured
 * @param maxLag how old the oldest event not applied may be before {@link Subscriptions#problems} says so
 * @param dataschema prefix of the schema's address, before {@code <type>.json}
 */
record OutboxSettings(
        boolean enabled,
        String schema,
        Map<String, String> subscriptions,
        Set<String> ignoredTypes,
        int shards,
        int batchSize,
        int attempts,
        Duration retryAfter,
        Duration retryAtMost,
        Duration poll,
        boolean listen,
        int retention,
        Map<String, String> sourceDatabases,
        Duration measure,
        Duration maxLag,
        String dataschema) {

    static final String PREFIX = "kneadwell.outbox.";
    static final String CHANNEL = "kneadwell_outbox";

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,62}");

    OutboxSettings {
        requireSchema(schema);
        subscriptions.values().forEach(OutboxSettings::requireSchema);
        if (subscriptions.containsValue(schema)) {
            // Its own transaction would count as applied in the very window it is about to close.
            throw new IllegalArgumentException("A service cannot subscribe to its own events (" + schema + ").");
        }
        if (shards < 1 || shards > 64 || Integer.bitCount(shards) != 1) {
            throw new IllegalArgumentException(PREFIX + "shards is 1, 2, 4, 8, 16, 32 or 64, not " + shards + ".");
        }
        requirePositive(batchSize, "batch-size");
        requirePositive(attempts, "attempts");
        if (retention < 2) {
            throw new IllegalArgumentException(PREFIX + "retention-days is at least 2, not " + retention + ".");
        }
        for (var name : subscriptions.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Not a name of a subscription: " + name);
            }
            if (!name.equals(subscriptions.get(name)) && subscriptions.containsValue(name)) {
                throw new IllegalArgumentException("An additional subscription is not called like a schema: " + name);
            }
        }
        if (poll.isZero() || poll.isNegative() || measure.isZero() || measure.isNegative()) {
            throw new IllegalArgumentException(PREFIX + "poll and measure are above 0.");
        }
        subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
        sourceDatabases = Map.copyOf(sourceDatabases);
        ignoredTypes = Set.copyOf(ignoredTypes);
    }

    static OutboxSettings from(Config config) {
        return new OutboxSettings(
                config.getOptionalValue(PREFIX + "enabled", Boolean.class).orElse(true),
                config.getValue(PREFIX + "schema", String.class),
                subscriptions(config),
                Set.copyOf(list(config, "ignored-types")),
                integer(config, "shards", 1),
                integer(config, "batch-size", 500),
                integer(config, "attempts", 8),
                duration(config, "retry-after", Duration.ofMillis(200)),
                duration(config, "retry-at-most", Duration.ofMinutes(1)),
                duration(config, "poll", Duration.ofSeconds(1)),
                config.getOptionalValue(PREFIX + "listen", Boolean.class).orElse(true),
                integer(config, "retention-days", 30),
                pairs(config, "source-datasources"),
                duration(config, "measure", Duration.ofSeconds(10)),
                duration(config, "max-lag", Duration.ofMinutes(5)),
                config.getOptionalValue(PREFIX + "dataschema", String.class).orElse("https://kneadwell.org/schemas/"));
    }

    /** Whether the subscription is not the main one of its source. */
    boolean isAdditional(String subscription) {
        var source = subscriptions.get(subscription);
        return source != null && !source.equals(subscription);
    }

    /** Puts the own schema where the statement says {@code {own}}; names cannot be parameters. */
    String own(String statement) {
        return statement.replace("{own}", '"' + schema + '"');
    }

    /** Puts the schema of a source where the statement says {@code {source}}. */
    static String of(String source, String statement) {
        requireSchema(source);
        return statement.replace("{source}", '"' + source + '"');
    }

    private static void requireSchema(String name) {
        if (!SCHEMA.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a schema name: " + name);
        }
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(PREFIX + name + " is at least 1, not " + value + ".");
        }
    }

    private static List<String> list(Config config, String name) {
        return config.getOptionalValue(PREFIX + name, String.class)
                .map(value -> Pattern.compile(",")
                        .splitAsStream(value)
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private static Map<String, String> subscriptions(Config config) {
        var subscriptions = new LinkedHashMap<String, String>();
        list(config, "sources").forEach(source -> subscriptions.put(source, source));
        pairs(config, "subscriptions").forEach((name, source) -> {
            if (subscriptions.putIfAbsent(name, source) != null) {
                throw new IllegalArgumentException(PREFIX + "subscriptions: " + name + " is taken.");
            }
        });
        return subscriptions;
    }

    private static Map<String, String> pairs(Config config, String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var item : list(config, name)) {
            var colon = item.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(PREFIX + name + " is a list of name:value, not " + item + ".");
            }
            pairs.put(
                    item.substring(0, colon).strip(), item.substring(colon + 1).strip());
        }
        return pairs;
    }

    private static int integer(Config config, String name, int otherwise) {
        return config.getOptionalValue(PREFIX + name, Integer.class).orElse(otherwise);
    }

    private static Duration duration(Config config, String name, Duration otherwise) {
        return config.getOptionalValue(PREFIX + name, Duration.class).orElse(otherwise);
    }
}
