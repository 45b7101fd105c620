package org.kneadwell.booking.catalogue;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.sql.Sql;

/**
 * Which therapists changed, as triggers note it in the changing transaction. A number counted up would lose changes, because
 * numbers are not given in the order of commits; a snapshot knows exactly what it could see.
 */
@ApplicationScoped
public class ChangeLog {

    private static final UUID ALL = new UUID(0, 0);

    private static final String NOW = """
            select pg_current_snapshot()::text as snapshot,
              coalesce(pg_current_xact_id_if_assigned()::text, '0') as by,
              exists (select from therapist_changed where txid = pg_current_xact_id_if_assigned()) as unfinished
            """;

    private static final String SINCE = NOW + """
              , (select before from therapist_changes_forgotten) > pg_snapshot_xmin(s) as forgotten,
              array(select distinct therapist_id from therapist_changed
                where txid >= pg_snapshot_xmin(s) and (not pg_visible_in_snapshot(txid, s) or txid = asker)) as therapists
            from (select cast(? as pg_snapshot) as s, cast(? as xid8) as asker)
            """;

    private final Sql sql;

    ChangeLog(Sql sql) {
        this.sql = sql;
    }

    /** @param last null: nothing has been seen yet */
    @Transactional
    Changes since(@Nullable Seen last) {
        return last == null
                ? sql.list(NOW, row -> new Changes(seen(row), true, Set.of(), row.getBoolean("unfinished")))
                        .getFirst()
                : sql.list(SINCE, ChangeLog::changes, last.snapshot(), last.by())
                        .getFirst();
    }

    /** Forgets what was noted before the last time this ran; only who has not looked for that long reads everything again. */
    @Scheduled(every = "12h", delayed = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void forget() {
        // Read and written in one statement, which locks the row: replicas forget one after another.
        sql.update("""
                update therapist_changes_forgotten set before = next, next = pg_snapshot_xmin(pg_current_snapshot())
                """);
        sql.update("delete from therapist_changed where txid < (select before from therapist_changes_forgotten)");
    }

    private static Changes changes(ResultSet row) throws SQLException {
        var therapists = new HashSet<UUID>();
        for (Object id : (Object[]) row.getArray("therapists").getArray()) {
            therapists.add((UUID) id);
        }
        return new Changes(
                seen(row),
                row.getBoolean("forgotten") || therapists.contains(ALL),
                therapists,
                row.getBoolean("unfinished"));
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(row.getString("snapshot"), row.getString("by"));
    }
}
