package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.kneadwell.booking.sql.Sql;

/** Knows clients' pressure plans, for their sessions. */
@ApplicationScoped
public class PressurePlans {

    private final Sql sql;
    private final IntakeStore intakes;

    PressurePlans(Sql sql, IntakeStore intakes) {
        this.sql = sql;
        this.intakes = intakes;
    }

    /** Works in the caller's transaction, which has said that it is about this client. */
    public PressurePlan of(UUID clientId) {
        // A report stops sessions at once, also before the plan is suspended because of it and when no intake is known.
        return sql.list(
                        """
                        select n.sealed, coalesce(n.plan_suspended, false)
                            or coalesce(a.reported_at > coalesce(n.resumed_at, '-infinity'::timestamptz), false) as suspended
                        from (select cast(? as uuid) as id) c
                            left join client_needs n on n.client_id = c.id
                            left join client_alarm a on a.client_id = c.id
                        """,
                        row -> {
                            byte[] sealed = row.getBytes("sealed");
                            var needs = sealed == null ? Needs.NONE : intakes.open(clientId, sealed);
                            var assessed = needs.assessed();
                            return new PressurePlan(
                                    row.getBoolean("suspended"),
                                    assessed == null ? null : assessed.ceiling(),
                                    needs.regions());
                        },
                        clientId)
                .getFirst();
    }
}
