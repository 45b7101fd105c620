package org.kneadwell.booking.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;
import org.kneadwell.testkit.Tokens;

/** How much a round does, as the database counts it. */
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "shared_preload_libraries", value = "pg_stat_statements"))
@QuarkusTestResource(value = TokenKeyResource.class, restrictToAnnotatedClass = true)
class WaitlistRoundsTest {

    private static final int THERAPISTS = 15;

    private final WaitlistRounds rounds;
    private final Scheduler scheduler;

    WaitlistRoundsTest(WaitlistRounds rounds, Scheduler scheduler) {
        this.rounds = rounds;
        this.scheduler = scheduler;
    }

    private Practice practice;

    @BeforeEach
    void nothingElseHappens() throws SQLException {
        scheduler.pause();
        Front.open();
        practice = Practice.open();
        asSuperuser("create extension if not exists pg_stat_statements");
    }

    @AfterEach
    void goOn() {
        practice.store("truncate waitlist_mark, waitlist_offer, waitlist_entry");
        scheduler.resume();
    }

    private static long asSuperuser(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(PostgresResource.database().jdbcUrl(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (var row = statement.getResultSet()) {
                row.next();
                return row.getObject(1) instanceof Number number ? number.longValue() : 0;
            }
        }
    }

    /** Somebody who waits for an hour with anybody, within these two months. */
    private static void waits(UUID client) {
        Practice.post(
                        Tokens.client(client),
                        "/waitlist",
                        Map.of("serviceMinutes", 60, "from", "2026-03-02", "to", "2026-04-30"))
                .statusCode(201);
    }

    /** Nobody is licensed where this client is. */
    private static UUID aClientFarAway() {
        UUID client = Practice.aClient();
        Practice.update("update client_profile set jurisdiction = 'R2' where client_id = ?", client);
        return client;
    }

    private long statementsOfLookingEverywhere() throws SQLException {
        Practice.update("delete from waitlist_mark");
        asSuperuser("select pg_stat_statements_reset()::text");
        rounds.lookEverywhere();
        rounds.round();
        return asSuperuser("select sum(calls) from pg_stat_statements where userid = 'booking'::regrole");
    }

    @Test
    void another_who_waits_costs_a_few_statements_whatever_therapists_and_days_there_are() throws SQLException {
        for (int i = 1; i < THERAPISTS; i++) {
            Practice.open();
        }
        for (int i = 0; i < 5; i++) {
            waits(aClientFarAway());
        }
        long few = statementsOfLookingEverywhere();
        for (int i = 0; i < 20; i++) {
            waits(aClientFarAway());
        }
        long many = statementsOfLookingEverywhere();

        assertThat(Practice.query("select id::text from booking.waitlist_mark"))
                .as("everything was looked at")
                .isEmpty();
        assertThat(many - few)
                .as("twenty more clients: %d, before %d", many, few)
                .isLessThan(20 * 15);
        assertThat(few).as("fifteen therapists and five clients").isLessThan(THERAPISTS * 10 + 5 * 15 + 50);
    }

    @Test
    void what_is_free_goes_to_many_in_as_many_steps() throws SQLException {
        practice.store("delete from working_hours where therapist_id = ?", practice.therapistId);
        practice.store(
                "insert into working_hours (therapist_id, day, from_time, to_time) values (?, 2, '09:00', '10:00')",
                practice.therapistId);
        practice.store("update therapist set published_at = null where id <> ?", practice.therapistId);
        for (int i = 0; i < 30; i++) {
            waits(Practice.aClient());
        }
        long all = statementsOfLookingEverywhere();

        // One slot a week from March 3 to April 28.
        assertThat(Practice.query("select id::text from booking.waitlist_offer"))
                .hasSize(9);
        assertThat(all).as("nine offers to thirty").isLessThan(9 * 150 + 30 * 15 + 100);
    }

    @Test
    void a_round_takes_so_many_therapists_and_keeps_the_others_for_the_next_those_with_news_first() {
        practice.store("""
                insert into therapist select (t.j).* from (
                  select jsonb_populate_record(null::therapist, to_jsonb(t) || jsonb_build_object(
                    'id', gen_random_uuid(), 'account_id', gen_random_uuid())) as j
                  from therapist t, generate_series(1, 70) where t.id = cast(? as uuid)) t
                """, practice.therapistId);
        waits(aClientFarAway());
        Practice.update("delete from waitlist_mark");
        practice.store("""
                insert into waitlist_mark (id, therapist_id, everywhere)
                select gen_random_uuid(), id, true from therapist where id <> ? order by id limit 70
                """, practice.therapistId);
        practice.store(
                "insert into waitlist_mark (id, therapist_id) values (gen_random_uuid(), ?)", practice.therapistId);

        rounds.round();
        assertThat(marked()).hasSize(21).doesNotContain(practice.therapistId.toString());
        rounds.round();
        assertThat(marked()).isEmpty();
    }

    private static List<String> marked() {
        return Practice.query("select therapist_id::text from booking.waitlist_mark");
    }
}
