package org.kneadwell.system.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kneadwell.testkit.CrashingServer;

/** What the database itself writes down while the run goes on, by triggers, so that no service can forget to say it. */
final class Records {

    /** The tables that only events write, by what one row of them stands for. */
    private static final Map<String, String> EFFECTS = Map.of(
            "intake.appointment", "id",
            "intake.therapist_contact", "therapist_id",
            "feedback.appointment", "id",
            "feedback.follow_up", "appointment_id",
            "feedback.client_intake", "client_id",
            "booking.session_finding", "follow_up_id");

    private Records() {}

    /** From now on every version a subscriber says it has applied is remembered, and every row that events made. */
    static void begin(CrashingServer server) {
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table public.applied (
                      seq bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
                      subscriber text not null, subscription text not null, aggregatetype text not null,
                      aggregateid text not null, before bigint not null, version bigint not null,
                      seen pg_snapshot not null default pg_current_snapshot());
                    create function public.remember_applied() returns trigger language plpgsql security definer as $$
                    begin
                      insert into public.applied (subscriber, subscription, aggregatetype, aggregateid, before, version)
                      values (tg_table_schema, new.subscription, new.aggregatetype, new.aggregateid,
                        case when tg_op = 'INSERT' then 0 else old.version end, new.version);
                      return null;
                    end $$;
                    create table public.effect (
                      seq bigint generated always as identity primary key, made text not null, id text not null);
                    create function public.remember_effect() returns trigger language plpgsql security definer as $$
                    begin
                      insert into public.effect (made, id)
                      values (tg_table_schema || '.' || tg_table_name, to_jsonb(new) ->> tg_argv[0]);
                      return null;
                    end $$;
                    """);
            for (String service : List.of("intake", "booking", "feedback")) {
                statement.execute("create trigger remember_applied after insert or update on " + service
                        + ".inbox_aggregate for each row execute function public.remember_applied()");
            }
            for (var effect : EFFECTS.entrySet()) {
                statement.execute("create trigger remember_effect after insert on " + effect.getKey()
                        + " for each row execute function public.remember_effect('" + effect.getValue() + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a question to all schemas at once, each as one line. */
    static List<String> list(CrashingServer server, String sql) {
        try (Connection connection = server.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var line = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    line.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join(" ", line));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
