package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
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
    void ten_megabytes_are_refused_before_the_commit_and_leave_nothing_behind() {
        assertThatThrownBy(() -> inTransaction(() -> outbox.append(Noted.about("a", "x".repeat(10 * 1024 * 1024)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The payload of clinic.noted.v1 has 10485771 bytes; at most 1048576 go.");
        assertThat(database.number("select count(*) from clinic.outbox")).isZero();
        assertThat(database.number("select count(*) from clinic.outbox_aggregate"))
                .isZero();
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
    void a_window_that_was_emptied_is_not_looked_at_again_before_something_is_told() throws Exception {
        var subscription = new Subscription(
                new SubscriptionKey("clinic", "clinic", 0, 1),
                settings("desk", "clinic"),
                database.desk,
                database.desk,
                TestDatabase.TRANSACTIONS,
                new Handlers(
                        List.of(new WriteEffect(database.desk)),
                        Optional.empty(),
                        Set.of(),
                        new Meters.None(),
                        TraceContext.NONE,
                        DeliveryGuard.NONE,
                        PayloadSeal.NONE),
                new Meters.None());
        write(60, "a");
        assertThat(subscription.step()).as("50 of 60").isEqualTo(new Subscription.Step.Worked(true));
        assertThat(subscription.step()).as("the other 10").isEqualTo(new Subscription.Step.Worked(false));
        assertThat(subscription.step()).isEqualTo(new Subscription.Step.Idle(null));
        insertRaw("b", 2, "after a gap");
        assertThat(subscription.step()).as("a letter").isEqualTo(new Subscription.Step.Worked(true));
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
                settings(Map.of("shards", "4"), "desk", "clinic"),
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

    @Test
    void two_engines_share_the_shards_and_apply_each_event_once() throws Exception {
        var settings = settings(Map.of("shards", "4"), "desk", "clinic");
        var threads = ConcurrentHashMap.<String>newKeySet();
        var engineOfThread = new WriteEffect(
                database.desk,
                (event, delivery) -> threads.add(Thread.currentThread().getName() + " "
                        + Thread.currentThread().threadId()));
        start(settings, engineOfThread);
        start(settings, engineOfThread);
        for (var i = 0; i < 25; i++) {
            for (var a = 0; a < 16; a++) {
                write(1, "a" + a);
            }
        }
        awaitCount(400); // a second delivery would break the primary key of the effects
        assertInOrder();
        assertThat(letters.list(10)).isEmpty();
        assertThat(threads.stream().map(name -> name.split(" ")[0]).distinct())
                .as("shards at work")
                .hasSizeGreaterThan(1);
        assertThat(database.number("select count(*) from desk.inbox_cursor")).isEqualTo(4);
    }

    @Test
    void a_number_of_shards_other_than_the_one_it_began_with_halts_the_subscription() throws Exception {
        start(settings(Map.of("shards", "2"), "desk", "clinic"), new WriteEffect(database.desk));
        write(1, "a");
        awaitCount(1);
        engines.removeFirst().stop();
        var engine = start(settings(Map.of("shards", "4"), "desk", "clinic"), new WriteEffect(database.desk));
        await().until(() -> engine.complaints().size() == 4);
        assertThat(engine.complaints().getFirst())
                .isEqualTo("Subscription clinic/0 is halted. The subscription has 2 shards in the database and 4 in the"
                        + " configuration.");
    }

    @Test
    void the_subscriptions_of_a_service_do_not_wait_for_each_other() throws Exception {
        database.annex();
        var goOn = new CountDownLatch(1);
        start(settings("desk", "clinic", "annex"), new WriteEffect(database.desk, (event, delivery) -> {
            if (event.note().equals("slow")) {
                awaitQuietly(goOn);
            }
        }));
        inTransaction(() -> outbox.append(Noted.about("a", "slow")));
        for (var version = 1; version <= 3; version++) {
            insertRaw("annex", "b", version, "quick");
        }
        awaitEffects("b 1 quick", "b 2 quick", "b 3 quick");
        goOn.countDown();
        awaitEffects("b 1 quick", "b 2 quick", "b 3 quick", "a 1 slow");
        assertThat(database.texts("select subscription from desk.inbox_cursor order by 1"))
                .containsExactly("annex", "clinic");
    }

    // ------------------------------------------------------------------ full replay

    @Test
    void a_read_model_rebuilt_by_a_new_subscription_equals_the_live_one() throws Exception {
        for (var table : List.of("board", "board_2")) {
            database.execute("set role desk_owner; create table desk." + table
                    + " (aggregate text primary key, notes text not null); grant select, insert, update on desk."
                    + table + " to desk");
        }
        start(new Board(database.desk, "board", Optional.empty()));
        for (var a = 0; a < 8; a++) {
            write(40, "a" + a);
        }
        await().until(() -> database.number("select sum(length(notes)) from desk.board") > 0);
        engines.removeFirst().stop();

        // The next release brings the new form beside the old one and goes on writing meanwhile.
        var both = settings(Map.of("subscriptions", "board-2:clinic"), "desk", "clinic");
        start(
                both,
                new Board(database.desk, "board", Optional.empty()),
                new Board(database.desk, "board_2", Optional.of("board-2")));
        for (var a = 0; a < 12; a++) {
            write(10, "a" + a);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                database.texts(
                                        "select subscription || ' ' || sum(version) from desk.inbox_aggregate group by subscription order by 1"))
                        .containsExactly("board-2 440", "clinic 440"));
        assertThat(database.texts("select aggregate || notes from desk.board_2 order by 1"))
                .hasSize(12)
                .isEqualTo(database.texts("select aggregate || notes from desk.board order by 1"));
        assertThat(letters.list(10)).isEmpty();
        assertThat(database.texts("select subscriber from clinic.outbox_subscriber order by 1"))
                .as("retention keeps what either has not applied")
                .containsExactly("desk", "desk/board-2");
    }

    @Test
    void an_additional_subscription_passes_over_what_another_handles_and_parks_what_nobody_knows() throws Exception {
        database.execute(
                "set role desk_owner; create table desk.board_2 (aggregate text primary key, notes text not null);"
                        + " grant select, insert, update on desk.board_2 to desk");
        start(
                settings(Map.of("subscriptions", "board-2:clinic"), "desk", "clinic"),
                new WriteEffect(database.desk),
                new Board(database.desk, "board_2", Optional.of("board-2"), "clinic.closed.v1"));
        inTransaction(() -> {
            outbox.append(Noted.about("a", "1"));
            outbox.append(new NewEvent("case", "a", "clinic.closed.v1", new Noted("2")));
            outbox.append(new NewEvent("case", "a", "clinic.burnt.v1", new Noted("3")));
        });
        await().until(() -> letters.list(10).size() == 2);
        assertThat(letters.list(10))
                .extracting(DeadLetter::subscription, DeadLetter::type, DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        tuple("clinic", "clinic.burnt.v1", LetterReason.UNKNOWN_TYPE),
                        tuple("board-2", "clinic.burnt.v1", LetterReason.UNKNOWN_TYPE));
        awaitEffects("a 1 1");
        assertThat(database.texts("select notes from desk.board_2")).containsExactly(" 2");
    }

    @Test
    void a_handler_of_a_subscription_that_is_not_configured_is_refused() {
        assertThatThrownBy(() -> start(new Board(database.desk, "board", Optional.of("forgotten"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The subscription forgotten of org.kneadwell.outbox.EngineTest$Board is not configured.");
    }

    // ------------------------------------------------------------------ wake-up

    @Test
    void commits_are_told_at_most_every_five_milliseconds_and_roll_backs_not_at_all() throws Exception {
        try (var listener = database.superuser()) {
            listener.createStatement().execute("listen kneadwell_outbox");
            var postgres = listener.unwrap(org.postgresql.PGConnection.class);
            assertThatThrownBy(() -> inTransaction(() -> {
                        outbox.append(Noted.about("a", "never"));
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(postgres.getNotifications(200)).isNullOrEmpty();

            var began = System.nanoTime();
            var writers = new ArrayList<Thread>();
            for (var i = 0; i < 4; i++) {
                var aggregate = "a" + i;
                writers.add(Thread.ofPlatform().start(() -> {
                    try {
                        write(100, aggregate);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (var writer : writers) {
                writer.join();
            }
            var told = 0;
            for (var some = postgres.getNotifications(300);
                    some != null && some.length > 0;
                    some = postgres.getNotifications(300)) {
                told += some.length;
                assertThat(some[0].getParameter()).isEqualTo("clinic");
            }
            var millis = (System.nanoTime() - began) / 1_000_000;
            assertThat(told).isBetween(1, (int) Math.min(399, millis / 5 + 1));
        }
    }

    @Test
    void a_notification_that_never_came_costs_no_more_than_a_poll() throws Exception {
        start(settings(Map.of("poll", "PT1S"), "desk", "clinic"), new WriteEffect(database.desk));
        await().until(() -> database.number("select count(*) from pg_stat_activity where query like 'listen%'") == 1);
        for (var version = 1; version <= 3; version++) {
            var began = System.nanoTime();
            insertRaw("a", version, "unannounced");
            awaitCount(version);
            // The poll, and what a busy machine adds.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void a_commit_wakes_the_subscriber_without_any_poll() throws Exception {
        start(settings(Map.of("poll", "PT1H"), "desk", "clinic"), new WriteEffect(database.desk));
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
        start(settings(Map.of("listen", "false"), "desk", "clinic"), new WriteEffect(database.desk));
        inTransaction(() -> outbox.append(Noted.about("a", "1")));
        awaitEffects("a 1 1");
    }

    @Test
    void a_killed_listener_listens_again() throws Exception {
        start(settings(Map.of("poll", "PT1H"), "desk", "clinic"), new WriteEffect(database.desk));
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

    // ------------------------------------------------------------------ seen from outside

    @Test
    void lag_beyond_the_limit_is_a_problem_until_it_is_made_up() throws Exception {
        var goOn = new CountDownLatch(1);
        var engine = start(
                settings(Map.of("max-lag", "PT1S", "measure", "PT0.05S"), "desk", "clinic"),
                new WriteEffect(database.desk, (event, delivery) -> awaitQuietly(goOn)));
        write(3, "a");
        await().until(() -> !engine.complaints().isEmpty());
        assertThat(engine.complaints().getFirst())
                .matches("Subscription clinic lags: its oldest event has waited \\d+ s, at most 1 s are allowed\\.");
        assertThat(engine.status().getFirst().lagEvents()).isBetween(1L, 3L);
        assertThat(engine.status().getFirst().lagSeconds()).isGreaterThan(1.0);
        goOn.countDown();
        awaitCount(3);
        await().until(() -> engine.complaints().isEmpty());
        assertThat(engine.status().getFirst().lagEvents()).isZero();
    }

    @Test
    void a_subscription_that_keeps_failing_is_a_problem() throws Exception {
        var engine = start(settings(Map.of("max-lag", "PT0.5S"), "desk", "clinic"), new WriteEffect(database.desk));
        write(1, "a");
        awaitCount(1);
        database.execute("alter table desk.inbox_cursor rename to elsewhere");
        await().until(() -> !engine.complaints().isEmpty());
        assertThat(engine.complaints().getFirst())
                .startsWith("Subscription clinic has failed for ")
                .contains("[42P01]");
        database.execute("alter table desk.elsewhere rename to inbox_cursor");
        write(1, "a");
        awaitCount(2);
        await().until(() -> engine.complaints().isEmpty());
    }

    @Test
    void the_trace_of_the_writer_is_the_one_its_handlers_run_in_even_after_a_replay() throws Exception {
        var trace = new ThreadTrace();
        var seen = new ConcurrentHashMap<String, String>();
        var own = database.outbox("desk", database.desk, trace);
        var broken = new AtomicInteger(1);
        var engine = TestDatabase.engine(
                settings("desk", "clinic"),
                database.desk,
                database.desk,
                new Meters.None(),
                trace,
                new WriteEffect(database.desk, (event, delivery) -> {
                    if (event.note().equals("second") && broken.getAndDecrement() > 0) {
                        throw new IllegalStateException("not now");
                    }
                    seen.put(event.note(), trace.running());
                    own.append(new NewEvent("visit", event.note(), "desk.visited.v1", event));
                }));
        engines.add(engine);
        engine.start();
        var traced = database.outbox("clinic", database.clinic, trace);
        try (var _ = trace.restore(
                "any", Map.of("traceparent", "00-11111111111111111111111111111111-2222222222222222-01"))) {
            inTransaction(() -> traced.append(Noted.about("a", "first")));
        }
        try (var _ = trace.restore(
                "any", Map.of("traceparent", "00-33333333333333333333333333333333-4444444444444444-01"))) {
            inTransaction(() -> traced.append(Noted.about("b", "second")));
        }
        inTransaction(() -> traced.append(Noted.about("c", "third")));
        awaitCount(3);
        assertThat(seen)
                .containsOnly(
                        Map.entry("first", "00-11111111111111111111111111111111-2222222222222222-01"),
                        Map.entry("second", "00-33333333333333333333333333333333-4444444444444444-01"),
                        Map.entry("third", "none"));
        assertThat(database.texts("select headers::text from clinic.outbox order by seq"))
                .containsExactly(
                        "{\"traceparent\": \"00-11111111111111111111111111111111-2222222222222222-01\"}",
                        "{\"traceparent\": \"00-33333333333333333333333333333333-4444444444444444-01\"}",
                        "{}");
        assertThat(database.texts("select headers ->> 'traceparent' from desk.outbox where aggregateid = 'second'"))
                .as("what a handler appends goes on in the same trace")
                .containsExactly("00-33333333333333333333333333333333-4444444444444444-01");
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
    void a_source_that_is_really_another_cluster_halts_the_subscription() throws Exception {
        var settings = settings("desk", "clinic");
        start(settings, new WriteEffect(database.desk));
        write(2, "a");
        awaitCount(2);
        engines.removeFirst().stop();
        try (var restored = TestDatabase.elsewhere()) {
            var elsewhere = restored.clinicOutbox();
            var engine = TestDatabase.engine(
                    settings,
                    database.desk,
                    restored.desk,
                    new Meters.None(),
                    TraceContext.NONE,
                    new WriteEffect(database.desk));
            try {
                inTransaction(() -> elsewhere.append(Noted.about("a", "of another history")));
                engine.start();
                await().until(() -> !engine.complaints().isEmpty());
                assertThat(engine.complaints().getFirst())
                        .startsWith("Subscription clinic is halted. The source was ")
                        .contains("restored or failed over");
                assertThat(database.texts(EFFECTS)).containsExactly("a 1 note 0", "a 2 note 1");
            } finally {
                engine.stop();
            }
        }
    }

    @Test
    void source_and_sink_can_be_different_databases() throws Exception {
        try (var far = TestDatabase.elsewhere()) {
            var elsewhere = far.clinicOutbox();
            var settings = settings(Map.of("poll", "PT0.5S"), "desk", "clinic");
            var broken = new AtomicInteger(1);
            for (var i = 0; i < 2; i++) { // two replicas
                var engine = TestDatabase.engine(
                        settings,
                        database.desk,
                        far.desk,
                        new Meters.None(),
                        TraceContext.NONE,
                        new WriteEffect(database.desk, (event, delivery) -> {
                            if (event.note().equals("7") && broken.getAndDecrement() > 0) {
                                throw new IllegalStateException("not now");
                            }
                        }));
                engines.add(engine);
                engine.start();
            }
            for (var i = 0; i < 60; i++) {
                var note = Integer.toString(i);
                inTransaction(() -> elsewhere.append(Noted.about("a" + note.length(), note)));
                if (i % 20 == 10) {
                    far.killConnections("usename = 'desk'");
                    database.killConnections("usename = 'desk'");
                }
            }
            awaitCount(60); // a second delivery would break the primary key of the effects
            assertInOrder();
            await().until(() -> letters.list(10).isEmpty());
            assertThat(database.number("select count(*) from clinic.outbox")).isZero();
            assertThat(far.number("select count(*) from clinic.outbox")).isEqualTo(60);
            assertThat(far.texts("select subscriber from clinic.outbox_subscriber"))
                    .containsExactly("desk");
            engines.forEach(Engine::stop);
        }
    }

    @Test
    void a_source_that_is_not_there_yet_is_waited_for() throws Exception {
        var engine = start(settings("desk", "annex"), new WriteEffect(database.desk));
        await().until(() -> engine.status().getFirst().state() == SubscriptionStatus.State.WAITING_FOR_SOURCE);
        database.annex();
        await().until(() -> engine.status().getFirst().state() == SubscriptionStatus.State.RUNNING);
    }

    @Test
    void a_service_cannot_subscribe_to_itself() {
        assertThatThrownBy(() -> settings("desk", "desk")).isInstanceOf(IllegalArgumentException.class);
    }

    // ------------------------------------------------------------------ fixtures

    private Engine start(EventHandler<?>... handlers) {
        return start(settings("desk", "clinic"), handlers);
    }

    private Engine start(OutboxSettings settings, EventHandler<?>... handlers) {
        var engine = database.engine(settings, handlers);
        engine.start();
        engines.add(engine);
        return engine;
    }

    private void write(int events, String aggregate) throws Exception {
        for (var i = 0; i < events; i++) {
            var note = "note " + i;
            inTransaction(() -> outbox.append(Noted.about(aggregate, note)));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A read model: every note of an aggregate, in the order in which they were applied. */
    private record Board(DataSource dataSource, String table, Optional<String> subscription, String type)
            implements EventHandler<Noted> {

        Board(DataSource dataSource, String table, Optional<String> subscription) {
            this(dataSource, table, subscription, Noted.TYPE);
        }

        @Override
        public Class<Noted> payloadType() {
            return Noted.class;
        }

        @Override
        public void on(Noted payload, Delivery delivery) {
            try (var connection = dataSource.getConnection();
                    var statement = connection.prepareStatement(
                            "insert into desk." + table
                                    + " as b values (?, ?) on conflict (aggregate) do update set notes = b.notes || excluded.notes")) {
                statement.setString(1, delivery.aggregateId());
                statement.setString(2, " " + payload.note());
                statement.executeUpdate();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Keeps the running trace by thread. */
    private static final class ThreadTrace implements TraceContext {

        private final ThreadLocal<Map<String, String>> running = ThreadLocal.withInitial(Map::of);

        String running() {
            return running.get().getOrDefault("traceparent", "none");
        }

        @Override
        public Map<String, String> capture() {
            return running.get();
        }

        @Override
        public Scope restore(String type, Map<String, String> headers) {
            var before = running.get();
            running.set(headers);
            return () -> running.set(before);
        }
    }

    private void insertRaw(String aggregate, long version, String note) throws Exception {
        insertRaw("clinic", aggregate, version, note);
    }

    private void insertRaw(String schema, String aggregate, long version, String note) throws Exception {
        database.execute("insert into " + schema
                + ".outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
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
