package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final String EFFECTS =
            "select aggregate || ' ' || version || ' ' || note from desk.effect order by ord";

    private final List<Engine> engines = new ArrayList<>();
    private TestDatabase database;
    private Outbox outbox;
    private DeadLetters letters;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
        outbox = database.clinicOutbox();
        letters = new DeadLetters(settings("desk", "clinic"), database.desk);
    }

    @AfterEach
    void close() throws Exception {
        engines.forEach(Engine::stop);
        database.close();
    }

    // ------------------------------------------------------------------ writing

    @Test
    void versions_are_dense_within_an_aggregate() throws Exception {
        inTransaction(() -> {
            outbox.append(Noted.about("a", "1"));
            outbox.append(Noted.about("a", "2"));
            outbox.append(Noted.about("b", "1"));
        });
        assertThatThrownBy(() -> inTransaction(() -> {
                    outbox.append(Noted.about("a", "rolled back"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        inTransaction(() -> outbox.append(Noted.about("a", "3")));

        assertThat(
                        database.texts(
                                "select aggregateid || aggregateversion || (payload ->> 'note') from clinic.outbox order by seq"))
                .containsExactly("a11", "a22", "b11", "a33");
        assertThat(database.texts("select distinct dataschema from clinic.outbox"))
                .containsExactly("https://kneadwell.org/schemas/clinic.noted.v1.json");
    }

    @Test
    void an_event_outside_a_transaction_is_refused() {
        assertThatThrownBy(() -> outbox.append(Noted.about("a", "x"))).isInstanceOf(IllegalStateException.class);
        assertThat(database.number("select count(*) from clinic.outbox")).isZero();
    }

    @Test
    void a_payload_above_one_mebibyte_is_refused_before_commit() throws Exception {
        var fits = "x".repeat(Outbox.MAX_PAYLOAD_BYTES - "{\"note\":\"\"}".length());
        inTransaction(() -> {
            outbox.append(Noted.about("a", fits));
            assertThatThrownBy(() -> outbox.append(Noted.about("a", fits + "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The payload of clinic.noted.v1 has 1048577 bytes; at most 1048576 go.");
            assertThatThrownBy(() -> outbox.append(new NewEvent("case", "a", Noted.TYPE, "text")))
                    .isInstanceOf(IllegalArgumentException.class);
        });
        assertThat(database.number("select count(*) from clinic.outbox")).isEqualTo(1);
    }

    @Test
    void the_login_role_can_neither_change_events_nor_own_anything() {
        assertThat(
                        database.texts(
                                "select relname from pg_class c join pg_roles r on r.oid = c.relowner where rolname in ('clinic', 'desk')"))
                .isEmpty();
        for (var forbidden : List.of(
                "update clinic.outbox set type = 'x'",
                "delete from clinic.outbox",
                "select 1 from desk.inbox_cursor")) {
            assertThatThrownBy(() -> {
                        try (var connection = database.clinic.getConnection();
                                var statement = connection.createStatement()) {
                            statement.execute(forbidden);
                        }
                    })
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> {
                    try (var connection = database.desk.getConnection();
                            var statement = connection.createStatement()) {
                        statement.execute("select 1 from clinic.outbox");
                    }
                })
                .as("other services read the view, not the table")
                .hasMessageContaining("permission denied");
    }

    // ------------------------------------------------------------------ delivery

    @Test
    void events_arrive_in_order_with_what_they_carry() throws Exception {
        var seen = new ArrayList<Delivery>();
        start(new WriteEffect(database.desk, (event, delivery) -> seen.add(delivery)));
        var ids = new ArrayList<UUID>();
        inTransaction(() -> ids.add(outbox.append(Noted.about("a", "first"))));
        inTransaction(() -> ids.add(outbox.append(Noted.about("a", "second"))));

        awaitEffects("a 1 first", "a 2 second");
        assertThat(seen).extracting(Delivery::eventId).containsExactlyElementsOf(ids);
        assertThat(seen.getFirst().aggregateType()).isEqualTo("case");
        assertThat(seen.getFirst().type()).isEqualTo(Noted.TYPE);
        assertThat(seen.getFirst().occurredAt()).isNotNull();
    }

    @Test
    void a_backlog_of_many_batches_is_drained_and_leaves_no_window_open() throws Exception {
        write(230, "a");
        start(new WriteEffect(database.desk));
        awaitCount(230);
        await().untilAsserted(() -> assertThat(database.texts("select hi::text from desk.inbox_cursor"))
                .containsExactly((String) null));
        assertThat(database.texts("select version from desk.inbox_aggregate")).containsExactly("230");
    }

    @Test
    void a_long_transaction_stalls_only_its_own_events() throws Exception {
        start(new WriteEffect(database.desk));
        try (var slow = database.superuser()) {
            slow.setAutoCommit(false);
            // Draws its number and its transaction id first and commits last.
            slow.createStatement()
                    .execute(
                            "insert into clinic.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                                    + " values ('case', 'slow', 1, 'clinic.noted.v1', '', '{\"note\": \"slow\"}', now())");
            write(120, "quick");
            awaitCount(120);
            slow.commit();
        }
        awaitCount(121);
        assertThat(database.texts("select aggregate from desk.effect order by ord desc limit 1"))
                .containsExactly("slow");
    }

    @Test
    void the_second_of_two_engines_does_nothing_twice() throws Exception {
        start(new WriteEffect(database.desk));
        start(new WriteEffect(database.desk));
        for (var i = 0; i < 20; i++) {
            write(10, "a" + i % 4);
        }
        awaitCount(200); // a second delivery would break the primary key of the effects
        assertThat(letters.list(10)).isEmpty();
    }

    @Test
    void a_restart_in_the_middle_of_a_window_goes_on_where_it_stopped() throws Exception {
        write(170, "a");
        var reached = new CountDownLatch(1);
        var first = start(new WriteEffect(database.desk, (event, delivery) -> {
            if (delivery.aggregateVersion() == 110) {
                reached.countDown();
                pause(300); // stopped meanwhile: the batch is allowed to end
            }
        }));
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        first.stop();
        assertThat(database.number("select count(*) from desk.effect")).isEqualTo(150);
        assertThat(database.number("select count(hi) from desk.inbox_cursor"))
                .as("the window is open")
                .isEqualTo(1);

        start(new WriteEffect(database.desk));
        awaitCount(170);
        assertThat(database.texts("select version from desk.effect order by ord"))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 170)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void shards_split_the_aggregates_and_keep_each_in_order() throws Exception {
        var byAggregate = new ConcurrentHashMap<String, Set<String>>();
        for (var i = 0; i < 10; i++) {
            for (var a = 0; a < 16; a++) {
                write(1, "a" + a);
            }
        }
        start(
                settings("desk", "clinic"),
                4,
                new WriteEffect(
                        database.desk,
                        (event, delivery) -> byAggregate
                                .computeIfAbsent(delivery.aggregateId(), key -> ConcurrentHashMap.newKeySet())
                                .add(Thread.currentThread().getName())));
        awaitCount(160);
        assertThat(byAggregate.values()).allMatch(names -> names.size() == 1);
        assertThat(byAggregate.values().stream().flatMap(Set::stream).distinct().count())
                .isGreaterThan(1);
        assertInOrder();
    }

    // ------------------------------------------------------------------ wake-up

    @Test
    void a_commit_wakes_the_subscriber_without_any_poll() throws Exception {
        start(with(settings("desk", "clinic"), Duration.ofHours(1), true, 3), 1, new WriteEffect(database.desk));
        await().until(() -> database.number("select count(*) from pg_stat_activity where query like 'listen%'") == 1);
        pause(200);
        inTransaction(() -> outbox.append(Noted.about("a", "1")));
        awaitEffects("a 1 1");
        pause(50);
        inTransaction(() -> outbox.append(Noted.about("a", "2")));
        awaitEffects("a 1 1", "a 2 2");
    }

    @Test
    void the_poll_finds_what_no_notification_told() throws Exception {
        start(with(settings("desk", "clinic"), Duration.ofMillis(100), false, 3), 1, new WriteEffect(database.desk));
        inTransaction(() -> outbox.append(Noted.about("a", "1")));
        awaitEffects("a 1 1");
    }

    @Test
    void a_killed_listener_listens_again() throws Exception {
        start(with(settings("desk", "clinic"), Duration.ofHours(1), true, 3), 1, new WriteEffect(database.desk));
        await().until(() -> database.killConnections("query like 'listen%'") == 1);
        inTransaction(() -> outbox.append(Noted.about("a", "1")));
        awaitEffects("a 1 1");
    }

    // ------------------------------------------------------------------ failure

    @Test
    void a_failing_event_is_parked_with_its_followers_and_others_go_on() throws Exception {
        var broken = new ConcurrentHashMap<String, Boolean>(Map.of("poison", true));
        var tries = new AtomicInteger();
        start(new WriteEffect(database.desk, (event, delivery) -> {
            if (broken.containsKey(event.note())) {
                tries.incrementAndGet();
                throw new IllegalArgumentException("has a rash on the left arm");
            }
        }));
        inTransaction(() -> {
            for (var note : List.of("a1", "poison", "a3", "a4")) {
                outbox.append(Noted.about("a", note));
                outbox.append(Noted.about("b", note.replace("poison", "b2")));
            }
        });
        awaitCount(5);
        await().until(() -> letters.list(10).stream().anyMatch(letter -> letter.state() == LetterState.PARKED));
        assertThat(database.texts("select note from desk.effect order by ord"))
                .containsExactly("a1", "a1", "b2", "a3", "a4");
        inTransaction(() -> outbox.append(Noted.about("a", "a5")));
        await().until(() -> letters.list(10).size() == 4);

        var open = letters.list("clinic", false, 10);
        assertThat(open).extracting(DeadLetter::aggregateId).containsOnly("a");
        assertThat(open).extracting(DeadLetter::aggregateVersion).containsExactly(2L, 3L, 4L, 5L);
        assertThat(open)
                .extracting(DeadLetter::state)
                .containsExactly(LetterState.PARKED, LetterState.BEHIND, LetterState.BEHIND, LetterState.BEHIND);
        assertThat(open.getFirst().attempts()).isEqualTo(3);
        assertThat(open.getFirst().error())
                .contains("IllegalArgumentException", "EngineTest")
                .doesNotContain("rash");
        // 3 attempts and the narrowing-down before the first.
        assertThat(tries.get()).isBetween(3, 6);

        // The parked state outlives the process.
        engines.removeFirst().stop();
        assertThat(letters.replay("clinic", open.get(2).eventId()))
                .isEqualTo(new ReplayResult.Behind(open.getFirst().eventId()));
        broken.clear();
        start(new WriteEffect(database.desk));
        pause(300);
        assertThat(letters.list(10)).hasSize(4);

        assertThat(letters.replay("clinic", open.getFirst().eventId())).isEqualTo(new ReplayResult.Queued(1));
        await().until(() -> letters.list(10).isEmpty());
        assertThat(database.texts("select note from desk.effect where aggregate = 'a' order by ord"))
                .containsExactly("a1", "poison", "a3", "a4", "a5");
        assertThat(database.number(
                        "select count(*) from desk.dead_letter where state = 'replayed' and payload is null"))
                .isEqualTo(4);
        inTransaction(() -> outbox.append(Noted.about("a", "a6")));
        await().until(() -> database.number("select count(*) from desk.effect where note = 'a6'") == 1);
    }

    @Test
    void a_failure_at_commit_is_narrowed_down_to_its_event() throws Exception {
        database.execute(
                "alter table desk.effect add constraint no_poison unique (note) deferrable initially deferred");
        start(new WriteEffect(database.desk));
        inTransaction(() -> {
            for (var i = 1; i <= 20; i++) {
                outbox.append(Noted.about("a" + i, i == 13 || i == 14 ? "same" : "note " + i));
            }
        });
        awaitCount(19);
        await().until(() -> letters.list(10).stream().anyMatch(letter -> letter.state() == LetterState.PARKED));
        assertThat(letters.list(10)).extracting(DeadLetter::aggregateId).containsExactly("a14");
        assertThat(letters.list(10).getFirst().error())
                .contains("[23505] constraint no_poison")
                .doesNotContain("same");
    }

    @Test
    void a_failure_that_passes_is_tried_again_by_itself() throws Exception {
        var failures = new AtomicInteger(2);
        start(new WriteEffect(database.desk, (event, delivery) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
        }));
        inTransaction(() -> outbox.append(Noted.about("a", "1")));
        awaitEffects("a 1 1");
        await().until(() -> letters.list(10).isEmpty());
    }

    @Test
    void an_unknown_type_is_parked_and_an_ignored_one_is_passed_over() throws Exception {
        var engine = start(new WriteEffect(database.desk));
        inTransaction(() -> {
            outbox.append(new NewEvent("case", "a", "clinic.ignored.v1", new Noted("ignored")));
            outbox.append(Noted.about("a", "2"));
            outbox.append(new NewEvent("case", "a", "clinic.closed.v1", new Noted("3")));
            outbox.append(Noted.about("a", "4"));
        });
        await().until(() -> letters.list(10).size() == 2);
        assertThat(database.texts(EFFECTS)).containsExactly("a 2 2");
        assertThat(letters.list(10))
                .extracting(DeadLetter::reason)
                .containsExactly(LetterReason.UNKNOWN_TYPE, LetterReason.BEHIND);

        // A release later there is a handler.
        engine.stop();
        start(new WriteEffect(database.desk), new EventHandler<Noted>() {
            @Override
            public String type() {
                return "clinic.closed.v1";
            }

            @Override
            public Class<Noted> payloadType() {
                return Noted.class;
            }

            @Override
            public void on(Noted payload, Delivery delivery) {
                new WriteEffect(database.desk).on(payload, delivery);
            }
        });
        assertThat(letters.replaySubscription("clinic")).isEqualTo(new ReplayResult.Queued(1));
        awaitEffects("a 2 2", "a 3 3", "a 4 4");
    }

    @Test
    void an_unreadable_payload_is_parked_at_once() throws Exception {
        start(new WriteEffect(database.desk));
        inTransaction(() ->
                outbox.append(new NewEvent("case", "a", Noted.TYPE, Map.of("note", Map.of("secret", "burns")))));
        await().until(() -> letters.list(10).size() == 1);
        var letter = letters.list(10).getFirst();
        assertThat(letter.reason()).isEqualTo(LetterReason.UNREADABLE);
        assertThat(letter.error()).contains("MismatchedInputException").doesNotContain("burns");
        assertThat(letters.discard("clinic", letter.eventId())).isEqualTo(new ReplayResult.Queued(1));
        inTransaction(() -> outbox.append(Noted.about("a", "2")));
        awaitEffects("a 2 2");
    }

    @Test
    void a_gap_is_parked_until_someone_decides_and_a_duplicate_is_passed_over() throws Exception {
        start(new WriteEffect(database.desk));
        write(2, "a");
        awaitCount(2);
        insertRaw("a", 2, "a duplicate");
        insertRaw("a", 4, "after a gap");
        insertRaw("a", 5, "behind it");
        await().until(() -> letters.list(10).size() == 2);
        assertThat(letters.list(10))
                .extracting(DeadLetter::reason)
                .containsExactly(LetterReason.GAP, LetterReason.BEHIND);
        assertThat(letters.replayAggregate("clinic", "case", "a")).isEqualTo(new ReplayResult.Queued(1));
        await().until(() -> letters.list(10).getFirst().state() == LetterState.PARKED);
        assertThat(letters.replayAcrossGap("clinic", letters.list(10).getFirst().eventId()))
                .isEqualTo(new ReplayResult.Queued(1));
        awaitCount(4);
        assertThat(database.texts("select note from desk.effect order by ord")).endsWith("after a gap", "behind it");
        assertThat(letters.list("clinic", true, 10)).hasSize(2);
    }

    @Test
    void what_was_missing_closes_the_gap_when_it_arrives() throws Exception {
        start(new WriteEffect(database.desk));
        insertRaw("a", 1, "1");
        insertRaw("a", 3, "3");
        insertRaw("a", 4, "4");
        await().until(() -> letters.list(10).size() == 2);
        insertRaw("a", 2, "2");
        awaitEffects("a 1 1", "a 2 2", "a 3 3", "a 4 4");
    }

    @Test
    void a_batch_whose_connection_is_killed_is_applied_afterwards_without_blame() throws Exception {
        var once = new AtomicInteger(1);
        start(new WriteEffect(database.desk, (event, delivery) -> {
            if (delivery.aggregateVersion() == 30 && once.getAndDecrement() > 0) {
                try {
                    database.killConnections("usename = 'desk' and state = 'idle in transaction'");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }));
        write(60, "a");
        awaitCount(60);
        assertThat(database.number("select count(*) from desk.dead_letter")).isZero();
        assertInOrder();
    }

    // ------------------------------------------------------------------ the source

    @Test
    void a_source_that_became_another_halts_the_subscription_with_the_reason() throws Exception {
        var engine = start(new WriteEffect(database.desk));
        write(1, "a");
        awaitCount(1);
        database.execute("update desk.inbox_cursor set source_id = '4711/1'");
        write(1, "a");
        await().until(() -> engine.status().getFirst().state() == SubscriptionStatus.State.HALTED);
        assertThat(engine.status().getFirst().problem())
                .startsWith("The source was 4711/1 (cluster/timeline) and is ")
                .contains("restored or failed over");
        assertThat(database.number("select count(*) from desk.effect")).isEqualTo(1);
    }

    @Test
    void a_source_that_is_not_there_yet_is_waited_for() throws Exception {
        var engine = start(settings("desk", "annex"), 1, new WriteEffect(database.desk));
        await().until(() -> engine.status().getFirst().state() == SubscriptionStatus.State.WAITING_FOR_SOURCE);
        database.execute("create schema annex authorization clinic_owner");
        org.flywaydb.core.Flyway.configure()
                .dataSource(database.url(), "clinic_owner", "")
                .schemas("annex")
                .locations("classpath:db/outbox")
                .load()
                .migrate();
        await().until(() -> engine.status().getFirst().state() == SubscriptionStatus.State.RUNNING);
    }

    @Test
    void a_service_cannot_subscribe_to_itself() {
        assertThatThrownBy(() -> settings("desk", "desk")).isInstanceOf(IllegalArgumentException.class);
    }

    // ------------------------------------------------------------------ fixtures

    private Engine start(EventHandler<?>... handlers) {
        return start(settings("desk", "clinic"), 1, handlers);
    }

    private Engine start(OutboxSettings settings, int shards, EventHandler<?>... handlers) {
        var sharded = new OutboxSettings(
                true,
                settings.schema(),
                settings.sources(),
                settings.ignoredTypes(),
                shards,
                settings.batchSize(),
                settings.attempts(),
                settings.retryAfter(),
                settings.retryAtMost(),
                settings.poll(),
                settings.listen(),
                settings.retention(),
                settings.dataschema());
        var engine = new Engine(
                sharded,
                database.desk,
                database.desk,
                TestDatabase.TRANSACTIONS,
                List.of(handlers),
                new Meters.None(),
                java.util.function.Supplier::get);
        engine.start();
        engines.add(engine);
        return engine;
    }

    private static OutboxSettings with(OutboxSettings settings, Duration poll, boolean listen, int attempts) {
        return new OutboxSettings(
                true,
                settings.schema(),
                settings.sources(),
                settings.ignoredTypes(),
                settings.shards(),
                settings.batchSize(),
                attempts,
                settings.retryAfter(),
                settings.retryAtMost(),
                poll,
                listen,
                settings.retention(),
                settings.dataschema());
    }

    private void write(int events, String aggregate) throws Exception {
        for (var i = 0; i < events; i++) {
            var note = "note " + i;
            inTransaction(() -> outbox.append(Noted.about(aggregate, note)));
        }
    }

    private void insertRaw(String aggregate, long version, String note) throws Exception {
        database.execute(
                "insert into clinic.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                        + " values ('case', '%s', %d, 'clinic.noted.v1', '', jsonb_build_object('note', '%s'), now())"
                                .formatted(aggregate, version, note));
    }

    private void awaitEffects(String... effects) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(database.texts(EFFECTS)).containsExactly(effects));
    }

    private void awaitCount(int effects) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(database.number("select count(*) from desk.effect"))
                        .isEqualTo(effects));
    }

    private void assertInOrder() {
        assertThat(
                        database.number(
                                "select count(*) from (select version, row_number() over (partition by aggregate order by ord) n from desk.effect) e where version <> n"))
                .isZero();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
