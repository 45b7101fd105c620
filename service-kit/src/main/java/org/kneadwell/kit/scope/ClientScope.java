package org.kneadwell.kit.scope;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells PostgreSQL whose rows the running transaction may see ({@code kneadwell.client}), which therapist lists those of their
 * appointments ({@code kneadwell.therapist}), or for what it works through everybody's ({@code kneadwell.purpose}). Policies of row-level security on the tables do the rest.
 */
@ApplicationScoped
public class ClientScope {

    private static final String ENTERED = "kneadwell.client";

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final RunningClient running;

    ClientScope(DataSource dataSource, TransactionSynchronizationRegistry transaction, RunningClient running) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.running = running;
    }

    /** This client's rows from now on: in the running transaction, if there is one, and in those of this request. */
    public void enter(UUID clientId) {
        if (inRequest()) {
            running.set(clientId);
        }
        if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE
                && !clientId.equals(transaction.getResource(ENTERED))) {
            set("kneadwell.client", clientId.toString());
            transaction.putResource(ENTERED, clientId);
        }
    }

    /** Until the running transaction ends also the rows of this therapist's appointments, where a policy shows them. */
    public void enterTherapist(UUID accountId) {
        set("kneadwell.therapist", accountId.toString());
    }

    /** Everybody's rows, until the running transaction ends. */
    public void open(Purpose purpose) {
        set("kneadwell.purpose", purpose.key());
    }

    /** Nobody's but the client's any more. */
    public void close() {
        set("kneadwell.purpose", "");
    }

    /**
     * The next transaction of this request begins without saying whose it is: its first statement does so itself, with
     * {@link #deferred()}, and a round trip is saved.
     */
    public void defer() {
        if (inRequest()) {
            running.defer(true);
        }
    }

    /** Whose rows the first statement is to enter; null: nobody's. */
    public @Nullable UUID deferred() {
        if (!inRequest()) {
            return null;
        }
        running.defer(false);
        UUID clientId = running.get();
        if (clientId != null) {
            transaction.putResource(ENTERED, clientId);
        }
        return clientId;
    }

    /** Throws nothing: who begins a transaction could not end it then, and the next work of the thread would join it. */
    void begun(@Observes @Initialized(TransactionScoped.class) Object begun) {
        UUID clientId = inRequest() && !running.isDeferred() ? running.get() : null;
        if (clientId == null) {
            return;
        }
        try {
            set("kneadwell.client", clientId.toString());
            transaction.putResource(ENTERED, clientId);
        } catch (RuntimeException failure) {
            transaction.registerInterposedSynchronization(new Refusing(failure));
        }
    }

    /** Lets no transaction commit that does not know whose rows it is about. */
    private record Refusing(RuntimeException failure) implements Synchronization {

        @Override
        public void beforeCompletion() {
            throw failure;
        }

        @Override
        public void afterCompletion(int status) {
            // It was undone.
        }
    }

    private static boolean inRequest() {
        return Arc.container().requestContext().isActive();
    }

    private void set(String setting, @Nullable String value) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Whose rows are worked on could not be said.", e);
        }
    }
}
