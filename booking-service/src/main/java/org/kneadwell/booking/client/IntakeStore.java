package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/**
 * Stores what intake-service says of a client. An event that comes again, or late, changes nothing. Those about one client come
 * one after another, so that what is stored may be read, changed and written.
 */
@ApplicationScoped
class IntakeStore implements KeepsSealed {

    private static final SealedTable SEALED = new SealedTable("client_needs", "client_id", "client_id");

    private final Sql sql;
    private final Vault vault;

    IntakeStore(Sql sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    @Override
    public SealedTable sealed() {
        return SEALED;
    }

    /**
     * @param version of the newest event that is in here
     * @param assessedAt null until an intake was assessed
     * @param suspended whether intake-service says that nothing may be booked until a clinician has cleared the client
     * @param resumedAt when it last said that it may be again; null: never
     */
    private record Stored(
            long version,
            @Nullable Instant assessedAt,
            boolean suspended,
            @Nullable Instant resumedAt,
            Needs needs) {

        static final Stored NOTHING = new Stored(0, null, false, null, Needs.NONE);
    }

    void apply(IntakeAssessed event, long version) {
        var before = find(event.clientId());
        if (before.version < version) {
            put(
                    event.clientId(),
                    new Stored(
                            version,
                            event.assessedAt(),
                            before.suspended,
                            before.resumedAt,
                            before.needs.after(event)));
        }
    }

    void apply(PressurePlanChanged event, long version) {
        var before = find(event.clientId());
        if (before.version < version) {
            boolean resumed = before.suspended && !event.suspended();
            put(
                    event.clientId(),
                    new Stored(
                            version,
                            before.assessedAt,
                            event.suspended(),
                            resumed ? event.changedAt() : before.resumedAt,
                            before.needs.after(event.regions())));
        }
    }

    /** What lies in a client's row. */
    Needs open(UUID clientId, byte[] sealed) {
        return vault.open(SEALED.place(clientId, clientId), sealed, Needs.class);
    }

    void forget(UUID clientId) {
        sql.update("delete from client_needs where client_id = ?", clientId);
    }

    private Stored find(UUID clientId) {
        return sql
                .list(
                        """
                        select intake_version, assessed_at, plan_suspended, resumed_at, sealed from client_needs
                        where client_id = ?""",
                        row -> new Stored(
                                row.getLong("intake_version"),
                                Sql.instant(row, "assessed_at"),
                                row.getBoolean("plan_suspended"),
                                Sql.instant(row, "resumed_at"),
                                open(clientId, row.getBytes("sealed"))),
                        clientId)
                .stream()
                .findFirst()
                .orElse(Stored.NOTHING);
    }

    private void put(UUID clientId, Stored now) {
        sql.update(
                """
                insert into client_needs as n (client_id, intake_version, assessed_at, plan_suspended, resumed_at, sealed)
                values (?, ?, ?, ?, ?, ?)
                on conflict (client_id) do update set intake_version = excluded.intake_version,
                    assessed_at = excluded.assessed_at, plan_suspended = excluded.plan_suspended,
                    resumed_at = excluded.resumed_at, sealed = excluded.sealed
                where n.intake_version < excluded.intake_version
                """,
                clientId,
                now.version,
                now.assessedAt,
                now.suspended,
                now.resumedAt,
                vault.seal(SEALED.place(clientId, clientId), now.needs));
    }
}
