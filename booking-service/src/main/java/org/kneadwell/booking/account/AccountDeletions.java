package org.kneadwell.booking.account;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.erasure.Forgets;
import org.kneadwell.kit.transaction.Transactions;

/**
 * Deletes accounts at the identity provider: those of erased clients, and of invitations that were taken back. That it has to be
 * done is written in the transaction it follows from; it is done afterwards, again and again until it is. An erased client who also
 * works here keeps the account: it is the client that was erased.
 */
@ApplicationScoped
public class AccountDeletions implements Forgets {

    private static final Logger LOG = Logger.getLogger(AccountDeletions.class);
    private static final int AT_A_TIME = 20;

    /** Whoever claims one has a minute for it; who fails comes back later each time, after an hour at most. */
    private static final String CLAIM = """
            update account_to_delete set tries = tries + 1,
              next_at = cast(? as timestamptz) + least(interval '1 hour', interval '1 minute' * power(2, least(tries, 6)))
            where account_id in (
              select account_id from account_to_delete where next_at <= ? order by next_at limit %d for update skip locked)
            returning account_id, of_staff""".formatted(AT_A_TIME);

    /** @param ofStaff whether it goes although somebody works here with it */
    private record Due(UUID accountId, boolean ofStaff) {}

    private final Accounts accounts;
    private final Transactions transactions;
    private final Sql sql;
    private final Clock clock;
    private final AtomicLong left;

    AccountDeletions(Accounts accounts, Transactions transactions, Sql sql, Clock clock, MeterRegistry meters) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.sql = sql;
        this.clock = clock;
        this.left = meters.gauge("kneadwell.accounts.to.delete", new AtomicLong());
    }

    @Override
    public void leave(UUID clientId) {
        order(clientId, false);
    }

    /** To be deleted whoever works with it, once the running transaction has been committed. */
    public void order(UUID accountId) {
        order(accountId, true);
    }

    private void order(UUID accountId, boolean ofStaff) {
        sql.update(
                "insert into account_to_delete (account_id, of_staff, asked_at, next_at) values (?, ?, ?, ?)"
                        + " on conflict (account_id) do update"
                        + " set of_staff = account_to_delete.of_staff or excluded.of_staff",
                accountId,
                ofStaff,
                clock.instant(),
                clock.instant());
    }

    /** Deletes one that was ordered at once, if that is possible; else it is done later. */
    public void tryNow(UUID accountId) {
        try {
            delete(new Due(accountId, true));
        } catch (Unreachable later) {
            LOG.warn("The account of an invitation that was taken back could not be deleted yet.");
        }
    }

    @Override
    public List<String> statements() {
        return List.of();
    }

    @Scheduled(
            identity = "account-deletions",
            every = "{kneadwell.accounts.delete-every}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void deleteDue() {
        var due = transactions.anew(() -> {
            var now = clock.instant();
            return sql.list(
                    CLAIM,
                    row -> new Due(row.getObject("account_id", UUID.class), row.getBoolean("of_staff")),
                    now,
                    now);
        });
        int failed = 0;
        for (Due one : due) {
            try {
                delete(one);
            } catch (Unreachable notNow) {
                failed++;
            }
        }
        if (failed > 0) {
            LOG.warnf("%d accounts could not be deleted yet.", failed);
        }
        left.set(
                transactions.anew(() -> sql.list("select count(*) as n from account_to_delete", row -> row.getLong("n"))
                        .getFirst()));
    }

    private void delete(Due due) {
        var accountId = due.accountId;
        if (due.ofStaff || !accounts.worksHere(accountId).orElse(true)) {
            accounts.delete(accountId);
        }
        transactions.anew(() -> sql.update("delete from account_to_delete where account_id = ?", accountId));
    }
}
