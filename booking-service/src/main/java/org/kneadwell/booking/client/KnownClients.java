package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.Findings.Finding;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.scope.ClientScope;

/** All that this service knows of a client, put together. */
@ApplicationScoped
class KnownClients {

    /**
     * @param suspended whether nothing may be booked until a clinician has cleared the client
     * @param profile null until the client has said where it is
     */
    record Known(
            Needs needs,
            boolean suspended,
            @Nullable Profile profile,
            Findings findings,
            Set<UUID> visited,
            Set<UUID> blocked) {}

    /** In one statement: it is asked before every hold, every booking and every search. */
    private static final String KNOWN = """
            select n.sealed as needs, n.plan_suspended
                or a.reported_at > coalesce(n.resumed_at, '-infinity'::timestamptz) as suspended,
              p.jurisdiction, p.time_zone, f.*, s.therapist_id as suggested_after, s.sealed as suggestion,
              array(select distinct therapist_id from appointment
                where client_id = n.client_id and state = 'completed') as visited,
              array(select therapist_id from blocked_therapist where client_id = n.client_id) as blocked
            from client_needs n
              left join client_alarm a on a.client_id = n.client_id
              left join client_profile p on p.client_id = n.client_id
              left join client_plan s on s.client_id = n.client_id
              cross join lateral (
                select array_agg(follow_up_id) as follow_ups, array_agg(therapist_id) as found_with,
                  array_agg(answered_at) as answered, array_agg(sealed) as found
                from session_finding where client_id = n.client_id) f
            where n.client_id = ? and n.assessed_at is not null
            """;

    private final Sql sql;
    private final ClientScope scope;
    private final IntakeStore intakes;
    private final FindingStore findings;
    private final SuggestionStore suggestions;

    KnownClients(Sql sql, ClientScope scope, IntakeStore intakes, FindingStore findings, SuggestionStore suggestions) {
        this.sql = sql;
        this.scope = scope;
        this.intakes = intakes;
        this.findings = findings;
        this.suggestions = suggestions;
    }

    /** Empty until an intake was assessed. */
    Optional<Known> find(UUID clientId) {
        // Therapists, coordinators and jobs ask as well, each about one client.
        scope.enter(clientId);
        return sql.list(KNOWN, row -> known(clientId, row), clientId).stream().findFirst();
    }

    private Known known(UUID clientId, ResultSet row) throws SQLException {
        String jurisdiction = row.getString("jurisdiction");
        return new Known(
                intakes.open(clientId, row.getBytes("needs")),
                row.getBoolean("suspended"),
                jurisdiction == null ? null : new Profile(jurisdiction, row.getString("time_zone")),
                new Findings(found(clientId, row), anotherThan(clientId, row)),
                Set.of(Sql.array(row, "visited", UUID[].class)),
                Set.of(Sql.array(row, "blocked", UUID[].class)));
    }

    private @Nullable UUID anotherThan(UUID clientId, ResultSet row) throws SQLException {
        byte[] suggestion = row.getBytes("suggestion");
        return suggestion != null && suggestions.open(clientId, suggestion).anotherTherapist()
                ? row.getObject("suggested_after", UUID.class)
                : null;
    }

    private List<Finding> found(UUID clientId, ResultSet row) throws SQLException {
        UUID[] followUps = Sql.array(row, "follow_ups", UUID[].class);
        UUID[] therapists = Sql.array(row, "found_with", UUID[].class);
        Timestamp[] answered = Sql.array(row, "answered", Timestamp[].class);
        byte[][] sealed = Sql.array(row, "found", byte[][].class);
        var all = new ArrayList<Finding>();
        for (int i = 0; i < followUps.length; i++) {
            var found = findings.open(clientId, followUps[i], sealed[i]);
            all.add(new Finding(therapists[i], answered[i].toInstant(), found.complaint(), found.uglyWord()));
        }
        return all;
    }

    Optional<SuggestedStep> suggested(UUID clientId) {
        scope.enter(clientId);
        return suggestions.find(clientId);
    }

    /** Whether the client has completed a session with this therapist. */
    boolean visited(UUID clientId, UUID therapistId) {
        return !sql.list(
                        "select 1 from appointment where client_id = ? and therapist_id = ? and state = 'completed' limit 1",
                        row -> "",
                        clientId,
                        therapistId)
                .isEmpty();
    }

    /** Everything but an alarm: what stops unsafe work stays until a clinician has cleared it. */
    void forget(UUID clientId) {
        intakes.forget(clientId);
        findings.forget(clientId);
        suggestions.forget(clientId);
    }
}
