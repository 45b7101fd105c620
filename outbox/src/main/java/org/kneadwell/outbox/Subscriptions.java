package org.kneadwell.outbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Runs the subscriptions from the start of the application to its end and tells how they are doing. */
@ApplicationScoped
public class Subscriptions {

    private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
    private static final int MIN_DAYS_AHEAD = 14;

    private final OutboxSettings settings;
    private final DataSource dataSource;
    private final TransactionManager transactions;
    private final Instance<EventHandler<?>> handlers;
    private final Instance<RequestContextController> requestContexts;
    private final Instance<DataSource> dataSources;
    private final Instance<TraceContext> trace;
    private final Instance<DeliveryGuard> guard;
    private final Instance<PayloadSeal> seal;
    private volatile @Nullable Engine engine;

    @Inject
    Subscriptions(
            Config config,
            DataSource dataSource,
            TransactionManager transactions,
            @Any Instance<EventHandler<?>> handlers,
            Instance<RequestContextController> requestContexts,
            @Any Instance<DataSource> dataSources,
            Instance<TraceContext> trace,
            Instance<DeliveryGuard> guard,
            Instance<PayloadSeal> seal) {
        this.settings = OutboxSettings.from(config);
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.handlers = handlers;
        this.requestContexts = requestContexts;
        this.dataSources = dataSources;
        this.trace = trace;
        this.guard = guard;
        this.seal = seal;
    }

    void start(@Observes Startup startup) {
        if (!settings.enabled()) {
            LOG.log(System.Logger.Level.INFO, "Subscriptions are switched off.");
            return;
        }
        var starting = new Engine(
                settings,
                dataSource,
                this::sourceDatabase,
                transactions,
                handlers,
                Meters.find(),
                trace.isResolvable() ? trace.get() : TraceContext.NONE,
                guard.isResolvable() ? guard.get() : DeliveryGuard.NONE,
                seal.isResolvable() ? seal.get() : PayloadSeal.NONE,
                this::inRequestContext);
        starting.start();
        engine = starting;
    }

    private DataSource sourceDatabase(String source) {
        var name = settings.sourceDatabases().get(source);
        if (name == null) {
            return dataSource;
        }
        var named = dataSources.select(NamedLiteral.of(name));
        if (!named.isResolvable()) {
            throw new IllegalArgumentException(
                    "There is no data source " + name + ", in which " + source + " is to be read.");
        }
        return named.get();
    }

    // A controller of its own for every step: it remembers whether it activated the context.
    private Subscription.Step inRequestContext(Supplier<Subscription.Step> step) {
        var controller = requestContexts.get();
        var activated = controller.activate();
        try {
            return step.get();
        } finally {
            if (activated) {
                controller.deactivate();
            }
            requestContexts.destroy(controller);
        }
    }

    void stop(@Observes Shutdown shutdown) {
        stop();
    }

    @PreDestroy
    void stop() {
        var running = engine;
        engine = null;
        if (running != null) {
            running.stop();
        }
    }

    /** How each subscription of this process is doing; empty when none runs. */
    public List<SubscriptionStatus> status() {
        var running = engine;
        return running == null ? List.of() : running.status();
    }

    /**
     * What an operator has to look at before this process should take work, in sentences; empty when all is well.
     * For a readiness check.
     */
    public List<String> problems() {
        var running = engine;
        var problems = new ArrayList<String>(running == null ? List.of() : running.complaints());
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(settings.own("select {own}.outbox_days_ahead()"));
                var rows = statement.executeQuery()) {
            rows.next();
            if (rows.getInt(1) < MIN_DAYS_AHEAD) {
                problems.add("The outbox has partitions for " + rows.getInt(1) + " days ahead; it should have "
                        + MIN_DAYS_AHEAD + ".");
            }
        } catch (SQLException e) {
            problems.add("The outbox cannot be looked at: " + Failures.describe(e));
        }
        return problems;
    }

    /**
     * Goes on with a subscription that halted because its source was restored or failed over, after a person has made
     * sure that the source lost nothing this service has applied. Takes effect at once here, within 30 s in other replicas.
     *
     * @return false when there is no such subscription
     */
    public boolean acceptSource(String subscription) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        settings.own("update {own}.inbox_cursor set source_id = null where subscription = ?"))) {
            statement.setString(1, subscription);
            var found = statement.executeUpdate() > 0;
            var running = engine;
            if (found && running != null) {
                running.wake(subscription);
            }
            return found;
        } catch (SQLException e) {
            throw new OutboxException("The source of " + subscription + " could not be accepted.", e);
        }
    }
}
