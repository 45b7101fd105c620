package org.kneadwell.kit.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.retention.Keeps;
import org.kneadwell.kit.retention.Kept;
import org.kneadwell.kit.transaction.Transactions;

/**
 * Links the entries of the audit log into a chain of SHA-256 hashes, soon after they were written, and proves it. Of several
 * replicas one links at a time. The last hash is logged every hour, so that a copy of the log outside the database tells of a chain
 * that was made anew.
 */
@ApplicationScoped
public class AuditChain implements Keeps {

    private static final Logger LOG = Logger.getLogger(AuditChain.class);
    private static final byte[] BEGINNING = new byte[32];
    private static final int AT_ONCE = 2000;

    /**
     * No transaction is open for longer: what is added later than this after an entry that is linked already would not be found.
     * The verifier finds it.
     */
    private static final String LATEST = "interval '15 minutes'";

    private static final String ENTRY =
            "e.id, e.at, e.actor, e.role, e.client_id, e.access, e.operation, e.appointment_id";

    private final Transactions transactions;
    private final DataSource dataSource;

    AuditChain(Transactions transactions, DataSource dataSource) {
        this.transactions = transactions;
        this.dataSource = dataSource;
    }

    /**
     * What the verifier found.
     *
     * @param linked how many entries are in the chain
     * @param brokenAt the first position whose hash is not that of its entry and what came before; null: none
     * @param unlinked entries that are in no link although they are long old enough: put in behind the chain's back
     */
    public record Proof(long linked, @Nullable Long brokenAt, long unlinked) {

        public boolean intact() {
            return brokenAt == null && unlinked == 0;
        }
    }

    @Scheduled(
            every = "${kneadwell.audit.link-every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (transactions.anew(this::link)) {
            // Some at a time, until none is left.
        }
    }

    /** So that a copy of the log outside the database knows what the chain was. */
    @Scheduled(every = "1h", delayed = "2m")
    void tell() {
        transactions.anew(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement last = connection.prepareStatement(
                            "select position, hash from audit_chain order by position desc limit 1");
                    ResultSet row = last.executeQuery()) {
                if (row.next()) {
                    LOG.infof(
                            "The record of accesses has %d entries up to %s.",
                            row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)));
                }
            }
            return "";
        });
    }

    /** @return whether there may be more */
    boolean link() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (!alone(connection)) {
                return false;
            }
            long position = 0;
            byte[] hash = BEGINNING;
            try (PreparedStatement last = connection.prepareStatement(
                            "select position, hash from audit_chain order by position desc limit 1");
                    ResultSet row = last.executeQuery()) {
                if (row.next()) {
                    position = row.getLong(1);
                    hash = row.getBytes(2);
                }
            }
            int linked = 0;
            try (PreparedStatement entries = connection.prepareStatement("""
                            select %s from audit_entry e
                            where e.added_at >= coalesce((select l.added_at from audit_chain c join audit_entry l on l.id = c.entry_id
                                                          order by c.position desc limit 1), '-infinity') - %s
                              and not exists (select from audit_chain c where c.entry_id = e.id)
                            order by e.added_at, e.id limit %d""".formatted(ENTRY, LATEST, AT_ONCE));
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into audit_chain (position, entry_id, hash) values (?, ?, ?)");
                    ResultSet row = entries.executeQuery()) {
                while (row.next()) {
                    hash = next(hash, row);
                    insert.setLong(1, ++position);
                    insert.setObject(2, row.getObject(1, UUID.class));
                    insert.setBytes(3, hash);
                    insert.addBatch();
                    linked++;
                }
                insert.executeBatch();
            }
            return linked == AT_ONCE;
        }
    }

    @Override
    public List<Kept> kept() {
        return List.of(new Kept("accesses", Period.ofYears(3), "select let_go_of_accesses(?)"));
    }

    /** Works the whole chain out again. Where it begins later than it once did, its first link is taken as it is. */
    public Proof prove() {
        return transactions.joining(this::proof);
    }

    private Proof proof() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            byte[] hash = BEGINNING;
            long linked = 0;
            Long brokenAt = null;
            try (PreparedStatement chain = connection.prepareStatement(
                    "select " + ENTRY
                            + ", c.position, c.hash from audit_chain c left join audit_entry e on e.id = c.entry_id order by c.position")) {
                chain.setFetchSize(1000);
                try (ResultSet row = chain.executeQuery()) {
                    long expectedPosition = 1;
                    while (brokenAt == null && row.next()) {
                        long position = row.getLong("position");
                        byte[] found = row.getBytes("hash");
                        boolean first = linked == 0 && position > 1;
                        if (!first
                                && (position != expectedPosition || !MessageDigest.isEqual(next(hash, row), found))) {
                            brokenAt = expectedPosition;
                        }
                        linked++;
                        hash = found;
                        expectedPosition = position + 1;
                    }
                }
            }
            try (PreparedStatement unlinked = connection.prepareStatement("""
                            select count(*) from audit_entry e
                            where e.added_at < now() - 2 * %s and not exists (select from audit_chain c where c.entry_id = e.id)""".formatted(LATEST));
                    ResultSet row = unlinked.executeQuery()) {
                row.next();
                return new Proof(linked, brokenAt, row.getLong(1));
            }
        }
    }

    private static boolean alone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                        "select pg_try_advisory_xact_lock(hashtextextended('audit_chain ' || current_schema(), 0))");
                ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static byte[] next(byte[] before, ResultSet row) throws SQLException {
        var at = row.getObject("at", OffsetDateTime.class);
        var entry = String.join(
                "|",
                String.valueOf(row.getObject("id")),
                at == null ? "" : at.toInstant().toString(),
                String.valueOf(row.getObject("actor")),
                String.valueOf(row.getString("role")),
                String.valueOf(row.getObject("client_id")),
                String.valueOf(row.getString("access")),
                String.valueOf(row.getString("operation")),
                String.valueOf(row.getObject("appointment_id")));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(entry.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
