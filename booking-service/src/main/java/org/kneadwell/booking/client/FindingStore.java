package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.Complaint;

/** Stores what clients found after sessions, once for each follow-up; the latest answer counts. */
@ApplicationScoped
class FindingStore implements KeepsSealed {

    private static final SealedTable SEALED = new SealedTable("session_finding", "follow_up_id", "client_id");

    private final Sql sql;
    private final Vault vault;

    FindingStore(Sql sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    @Override
    public SealedTable sealed() {
        return SEALED;
    }

    /** What was found, as it lies sealed. */
    record Found(Complaint complaint, boolean uglyWord) {

        /** Asked again after a day: a complaint once made is not taken back by saying nothing of it, nor is a word. */
        Found then(FollowUpAnswered again) {
            return new Found(
                    again.complaint() == Complaint.NONE ? complaint : again.complaint(), uglyWord || again.uglyWord());
        }
    }

    void apply(FollowUpAnswered event, long version) {
        record Stored(long version, Found found) {}
        var before = sql
                .list(
                        "select version, sealed from session_finding where follow_up_id = ?",
                        row -> new Stored(
                                row.getLong("version"),
                                open(event.clientId(), event.followUpId(), row.getBytes("sealed"))),
                        event.followUpId())
                .stream()
                .findFirst()
                .orElse(new Stored(0, new Found(Complaint.NONE, false)));
        if (before.version >= version) {
            return;
        }
        sql.update(
                """
                insert into session_finding as f (follow_up_id, client_id, therapist_id, version, answered_at, sealed)
                values (?, ?, ?, ?, ?, ?)
                on conflict (follow_up_id) do update set version = excluded.version, answered_at = excluded.answered_at,
                    sealed = excluded.sealed
                where f.version < excluded.version
                """,
                event.followUpId(),
                event.clientId(),
                event.therapistId(),
                version,
                event.answeredAt(),
                vault.seal(SEALED.place(event.clientId(), event.followUpId()), before.found.then(event)));
    }

    Found open(UUID clientId, UUID followUpId, byte[] sealed) {
        return vault.open(SEALED.place(clientId, followUpId), sealed, Found.class);
    }

    void forget(UUID clientId) {
        sql.update("delete from session_finding where client_id = ?", clientId);
    }
}
