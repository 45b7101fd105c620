package org.kneadwell.outbox;

import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The library as a load program uses it, without CDI: the real {@link Outbox} and the real engine. In this package because
 * only CDI may make them elsewhere.
 */
public final class BareLibrary {

    private BareLibrary() {}

    /** Writes events of the schema, in the JTA transactions of the registry. */
    public static Outbox outbox(DataSource dataSource, TransactionSynchronizationRegistry registry, String schema) {
        return new Outbox(
                settings(Map.of("schema", schema)),
                dataSource,
                registry,
                Clock.systemUTC(),
                TraceContext.NONE,
                PayloadSeal.NONE);
    }

    /** Waits for the last notification. */
    public static void stop(Outbox outbox) {
        outbox.stop();
    }

    /**
     * Starts an engine.
     *
     * @param settings without their prefix; what is not named has its default
     * @return what stops it
     */
    public static AutoCloseable start(
            Map<String, String> settings,
            DataSource dataSource,
            TransactionManager transactions,
            List<? extends EventHandler<?>> handlers) {
        var engine = new Engine(
                settings(settings),
                dataSource,
                _ -> dataSource,
                transactions,
                handlers,
                new Meters.None(),
                TraceContext.NONE,
                DeliveryGuard.NONE,
                PayloadSeal.NONE,
                Supplier::get);
        engine.start();
        return engine::stop;
    }

    /** The statement that {@link Outbox#append} sends, with question marks for its seven values. */
    public static String appendStatement(String schema) {
        try {
            var text = Outbox.class.getDeclaredField("APPEND");
            text.setAccessible(true);
            return settings(Map.of("schema", schema)).own((String) text.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The library keeps its statement elsewhere now.", e);
        }
    }

    private static OutboxSettings settings(Map<String, String> values) {
        var config = new SmallRyeConfigBuilder();
        values.forEach((name, value) -> config.withDefaultValue(OutboxSettings.PREFIX + name, value));
        return OutboxSettings.from(config.build());
    }
}
