package org.kneadwell.feedback.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.kneadwell.feedback.figures.FiguresView.FigureLine;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;
import org.kneadwell.kit.time.Period;

/** Counts follow-ups by where they stand, and reads nothing else of them. */
@ApplicationScoped
class Figures {

    /** Who was asked again has answered before. */
    private static final String COUNTS = """
            with counted as (
              select f.therapist_id, (array_agg(f.appointment_id order by f.session_ended_at desc))[1] as last,
                count(*) as invited,
                count(*) filter (where f.state in ('ANSWERED', 'ASK_AGAIN') or f.round > 1) as answered,
                count(*) filter (where f.state = 'MISSED' and f.round = 1) as missed
              from follow_up f
              where f.session_ended_at >= cast(cast(:from as date) as timestamp) at time zone 'UTC'
                and f.session_ended_at < cast(cast(:to as date) + 1 as timestamp) at time zone 'UTC'
                and f.state in ('INVITED', 'REMINDED', 'ANSWERED', 'ASK_AGAIN', 'MISSED')
              group by f.therapist_id)
            select c.therapist_id as id, a.therapist_name as name, c.invited, c.answered, c.missed
            from counted c join appointment a on a.id = c.last
            order by a.therapist_name, c.therapist_id""";

    private final EntityManager entities;
    private final ClientScope scope;

    Figures(EntityManager entities, ClientScope scope) {
        this.entities = entities;
        this.scope = scope;
    }

    @Transactional
    FiguresView of(Period period) {
        scope.open(Purpose.FIGURES);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(COUNTS, Tuple.class)
                .setParameter("from", period.from())
                .setParameter("to", period.to())
                .getResultList();
        return new FiguresView(
                period.from(), period.to(), rows.stream().map(Figures::line).toList());
    }

    private static FigureLine line(Tuple row) {
        return new FigureLine(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("invited", Number.class).longValue(),
                row.get("answered", Number.class).longValue(),
                row.get("missed", Number.class).longValue());
    }
}
