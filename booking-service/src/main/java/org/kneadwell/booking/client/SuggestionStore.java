package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.PlanSuggested;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.PlanStage;

/** Stores the next step that was suggested to a client last. An event that comes again, or late, changes nothing. */
@ApplicationScoped
class SuggestionStore implements KeepsSealed {

    private static final SealedTable SEALED = new SealedTable("client_plan", "client_id", "client_id");

    private final Sql sql;
    private final Vault vault;

    SuggestionStore(Sql sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    @Override
    public SealedTable sealed() {
        return SEALED;
    }

    /** What was suggested, as it lies sealed. */
    record Suggestion(PlanStage stage, int sessions, int everyDays, boolean anotherTherapist) {}

    void apply(PlanSuggested event, long version) {
        sql.update(
                """
                insert into client_plan as p (client_id, version, therapist_id, suggested_at, sealed) values (?, ?, ?, ?, ?)
                on conflict (client_id) do update set version = excluded.version, therapist_id = excluded.therapist_id,
                    suggested_at = excluded.suggested_at, sealed = excluded.sealed
                where p.version < excluded.version
                """,
                event.clientId(),
                version,
                event.therapistId(),
                event.suggestedAt(),
                vault.seal(
                        SEALED.place(event.clientId(), event.clientId()),
                        new Suggestion(event.stage(), event.sessions(), event.everyDays(), event.anotherTherapist())));
    }

    Optional<SuggestedStep> find(UUID clientId) {
        return sql
                .list(
                        "select therapist_id, sealed from client_plan where client_id = ?",
                        row -> {
                            var suggestion = open(clientId, row.getBytes("sealed"));
                            return new SuggestedStep(
                                    row.getObject("therapist_id", UUID.class),
                                    suggestion.stage,
                                    suggestion.sessions,
                                    suggestion.everyDays);
                        },
                        clientId)
                .stream()
                .findFirst();
    }

    Suggestion open(UUID clientId, byte[] sealed) {
        return vault.open(SEALED.place(clientId, clientId), sealed, Suggestion.class);
    }

    void forget(UUID clientId) {
        sql.update("delete from client_plan where client_id = ?", clientId);
    }
}
