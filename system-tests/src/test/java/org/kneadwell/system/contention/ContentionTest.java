package org.kneadwell.system.contention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kneadwell.system.WithServicesOfItsOwn;
import org.kneadwell.system.contention.History.Version;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.BookingRows.Therapist;
import org.kneadwell.testkit.PackagedService;
import org.kneadwell.testkit.TestDatabase;

/**
 * Many at the same instant, spread over two replicas of the packaged service on one database: exactly one wins, the others are
 * told what else there is, nothing fails, and in all that was ever stored no therapist's time was anybody's twice.
 */
@WithServicesOfItsOwn
class ContentionTest {

    static final ZoneId ZONE = ZoneId.of("America/New_York");

    /** In two weeks, whenever the tests pass midnight. */
    private static final LocalDate DAY = LocalDate.now(Clock.system(ZONE)).plusDays(14);

    private static TestDatabase database;
    private static List<PackagedService> replicas = List.of();
    private static Crowd crowd;
    private static BookingRows rows;

    private Therapist ada;
    private UUID hour;

    @BeforeAll
    static void twoReplicas() {
        database = TestDatabase.fresh();
        // The first one migrates.
        var first = PackagedService.booking(database).start();
        replicas = List.of(first);
        replicas = List.of(first, PackagedService.booking(database).start());
        rows = new BookingRows(database, ZONE.getId());
        History.remember(rows);
        crowd = new Crowd(replicas);
    }

    @AfterAll
    static void stop() {
        crowd.close();
        rows.close();
        replicas.forEach(PackagedService::close);
    }

    @BeforeEach
    void aTherapist() {
        ada = rows.therapist(rows.location());
        hour = rows.service(ada.id(), 60);
    }

    @AfterEach
    void no_time_was_ever_anybodys_twice_and_everybody_was_told_the_truth() {
        History history = History.read(rows);
        assertThat(history.overlaps()).isEmpty();
        List<Answer> answers = crowd.answers();
        assertThat(answers).filteredOn(answer -> answer.status() >= 500).isEmpty();
        // Whoever was told to have a time had it, and nobody had one without being told.
        assertThat(history.taken())
                .containsExactlyInAnyOrderElementsOf(answers.stream()
                        .filter(Answer::won)
                        .map(Answer::id)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void one_slot_goes_to_one_and_the_others_are_offered_another(int many) {
        List<Answer> answers = crowd.atOnce(holdsOfOneSlot(rows, ada, hour, many));

        UUID winner = theOneWhoWon(answers).id();
        assertThat(History.read(rows).of(winner)).extracting(Version::state).containsExactly("held");
    }

    /** All contain the half hour from 10:30, so that no two of them can be had. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void of_sessions_of_different_lengths_that_overlap_one_is_held(int many) {
        UUID half = rows.service(ada.id(), 30);
        UUID hourAndHalf = rows.service(ada.id(), 90);
        UUID two = rows.service(ada.id(), 120);
        List<UUID> clients = rows.clients(many);
        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> switch (i % 6) {
                    case 0 -> Wish.hold(clients.get(i), ada.id(), hour, at(10, 0));
                    case 1 -> Wish.hold(clients.get(i), ada.id(), two, at(9, 0));
                    case 2 -> Wish.hold(clients.get(i), ada.id(), hourAndHalf, at(9, 30));
                    case 3 -> Wish.hold(clients.get(i), ada.id(), half, at(10, 30));
                    case 4 -> Wish.hold(clients.get(i), ada.id(), two, at(10, 30));
                    default -> Wish.hold(clients.get(i), ada.id(), hourAndHalf, at(10, 0));
                })
                .toList());

        theOneWhoWon(answers);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void a_held_time_is_booked_once_by_its_holder_and_by_nobody_else(int many) {
        UUID cleo = rows.client();
        UUID hold = held(cleo, at(10, 0));
        List<UUID> others = rows.clients(many);

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> i % 2 == 0
                        ? Wish.book(cleo, hold)
                        : i % 4 == 1
                                ? Wish.hold(others.get(i), ada.id(), hour, at(10, 0))
                                : Wish.book(others.get(i), hold))
                .toList());

        Answer winner = answers.stream().filter(Answer::won).findFirst().orElseThrow();
        assertThat(answers).filteredOn(Answer::won).hasSize(1);
        assertThat(winner.id()).isEqualTo(hold);
        for (int i = 0; i < many; i++) {
            Answer answer = answers.get(i);
            if (i % 4 == 1) {
                assertThat(answer).satisfies(ContentionTest::isToldOfOthers);
            } else if (i % 2 == 1) {
                // Another's hold is nothing one may know of.
                assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            } else if (answer != winner) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
                assertThat(answer.code()).isEqualTo("not-held");
            }
        }
        assertThat(History.read(rows).of(hold)).extracting(Version::state).containsExactly("held", "booked");
        assertThat(eventsOf(hold, "appointment-booked")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void at_the_moment_a_hold_runs_out_its_time_goes_to_one(int many) throws Exception {
        UUID cleo = rows.client();
        UUID hold = held(cleo, at(10, 0));
        List<UUID> others = rows.clients(many);
        List<Wish> wishes = IntStream.range(0, many)
                .mapToObj(i -> i % 4 == 0 ? Wish.book(cleo, hold) : Wish.hold(others.get(i), ada.id(), hour, at(10, 0)))
                .toList();
        Instant end = now().plusMillis(300).truncatedTo(ChronoUnit.MILLIS);
        rows.update("update appointment set expires_at = ?::timestamptz where id = ?", end.toString(), hold);
        Thread.sleep(Math.max(0, Duration.between(now(), end).toMillis()));

        List<Answer> answers = crowd.atOnce(wishes);

        assertThat(answers).filteredOn(Answer::won).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.won()).allSatisfy(ContentionTest::isTooLate);
    }

    /** Some are decided before the end and some after it, and some while it passes: to none of them is the time both. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void while_a_hold_runs_out_its_time_goes_to_one_or_to_whoever_asks_next(int many) throws Exception {
        UUID cleo = rows.client();
        UUID hold = held(cleo, at(10, 0));
        List<UUID> others = rows.clients(many + 1);
        List<Wish> wishes = IntStream.range(0, many)
                .mapToObj(i -> i % 8 == 7 && many > 10
                        ? Wish.book(cleo, hold)
                        : Wish.hold(others.get(i), ada.id(), hour, at(10, 0)))
                .toList();
        // About as long as half of them take.
        Instant end = now().plusMillis(300).truncatedTo(ChronoUnit.MILLIS);
        rows.update("update appointment set expires_at = ?::timestamptz where id = ?", end.toString(), hold);
        Thread.sleep(Math.max(0, Duration.between(now(), end).toMillis() - 5 - many / 2));

        var answers = new ArrayList<>(crowd.atOnce(wishes));
        Thread.sleep(Math.max(0, Duration.between(now(), end).toMillis() + 1));
        answers.add(crowd.send(Wish.hold(others.getLast(), ada.id(), hour, at(10, 0))));

        assertThat(answers).filteredOn(Answer::won).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.won()).allSatisfy(ContentionTest::isTooLate);
    }

    private static void isTooLate(Answer lost) {
        assertThat(lost.status()).as(lost.toString()).isEqualTo(409);
        assertThat(lost.code()).isIn("slot-taken", "inside-a-buffer", "hold-expired", "not-held");
        if (!lost.code().equals("not-held")) {
            assertThat(lost.alternatives()).isEqualTo(3);
        }
        if (!lost.code().equals("not-held") && !lost.code().equals("hold-expired")) {
            assertThat(lost.isOffered(at(10, 0))).as(lost.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void of_two_therapists_who_share_a_room_one_has_it(int many) {
        Therapist ben = rows.therapist(ada.locationId());
        UUID bensHour = rows.service(ben.id(), 60);
        rows.room(ada.locationId());
        rows.needsRoom(hour);
        rows.needsRoom(bensHour);
        List<UUID> clients = rows.clients(many);

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> i % 2 == 0
                        ? Wish.hold(clients.get(i), ada.id(), hour, at(10, 0))
                        : Wish.hold(clients.get(i), ben.id(), bensHour, at(10, 30)))
                .toList());

        UUID winner = theOneWhoWon(answers).id();
        assertThat(History.read(rows).of(winner)).extracting(Version::room).doesNotContainNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void two_rooms_serve_two_therapists_and_never_three(int many) {
        List<Therapist> therapists = List.of(ada, rows.therapist(ada.locationId()), rows.therapist(ada.locationId()));
        List<UUID> services = therapists.stream()
                .map(therapist -> rows.service(therapist.id(), 60))
                .toList();
        services.forEach(rows::needsRoom);
        rows.room(ada.locationId());
        rows.room(ada.locationId());
        List<UUID> clients = rows.clients(many);

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> Wish.hold(clients.get(i), therapists.get(i % 3).id(), services.get(i % 3), at(10, 0)))
                .toList());

        assertThat(answers).filteredOn(Answer::won).hasSize(2);
        assertThat(answers).filteredOn(answer -> !answer.won()).allSatisfy(ContentionTest::isToldOfOthers);
    }

    /** Some want to move to a time, others want to hold it: whoever does not get it keeps what he has. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void moving_to_a_time_and_holding_it_gives_it_to_one(int many) {
        int movers = 5;
        List<UUID> clients = rows.clients(many);
        List<UUID> appointments = bookedOnDaysAfter(clients.subList(0, movers));

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> i < movers
                        ? Wish.move(clients.get(i), appointments.get(i), at(14, 0))
                        : Wish.hold(clients.get(i), ada.id(), hour, at(14, 0)))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() >= 300).allSatisfy(ContentionTest::isToldOfOthers);
        stayedUnlessMoved(appointments, answers);
    }

    /** Everybody would have the same one first: whoever is too late has another, until nobody has time that day. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64})
    void any_therapist_is_another_one_for_each_who_asks_at_once(int many) {
        List<Therapist> therapists = List.of(ada, rows.therapist(ada.locationId()), rows.therapist(ada.locationId()));
        therapists.stream().skip(1).forEach(therapist -> rows.service(therapist.id(), 60));
        UUID[] ids = therapists.stream().map(Therapist::id).toArray(UUID[]::new);
        rows.update("update therapist set published_at = null where id <> all (?)", (Object) ids);
        // 09:00 to 13:00 with a quarter of an hour after each: three sessions a day, nine for all of them.
        rows.update("update working_hours set to_time = '13:00' where therapist_id = any (?)", (Object) ids);

        List<Answer> answers = crowd.atOnce(rows.clients(many).stream()
                .map(client -> Wish.anyTherapist(client, DAY))
                .toList());

        assertThat(answers).filteredOn(answer -> !answer.won()).allSatisfy(lost -> {
            assertThat(lost.status()).as(lost.toString()).isEqualTo(409);
            assertThat(lost.code()).isEqualTo("nobody-free");
        });
        List<Version> held = answers.stream()
                .filter(Answer::won)
                .map(answer -> History.read(rows).of(answer.id()).getFirst())
                .toList();
        assertThat(held).extracting(Version::state).containsOnly("held");
        assertThat(held).extracting(Version::therapist).isSubsetOf(ids);
        assertThat(held).extracting(one -> one.therapist() + " " + one.from()).doesNotHaveDuplicates();
        // All three were chosen, and all the time they had.
        assertThat(held).hasSize(9);
        assertThat(Set.copyOf(held.stream().map(Version::therapist).toList())).containsExactlyInAnyOrder(ids);
    }

    /** Some move to a time while its holder books it and others hold it: the one who had it first has it. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void moving_to_a_time_that_its_holder_books_meanwhile_leaves_it_to_the_holder(int many) {
        int movers = 5;
        List<UUID> clients = rows.clients(many);
        List<UUID> appointments = bookedOnDaysAfter(clients.subList(0, movers));
        UUID cleo = rows.client();
        UUID hold = held(cleo, at(14, 0));

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> movingHoldingOrBooking(i, movers, clients, appointments, cleo, hold))
                .toList());

        assertThat(answers)
                .filteredOn(answer -> answer.status() < 300)
                .singleElement()
                .satisfies(winner -> {
                    assertThat(winner.wish().path()).isEqualTo("/appointments");
                    assertThat(winner.id()).isEqualTo(hold);
                });
        assertThat(answers).filteredOn(answer -> answer.status() >= 300).allSatisfy(lost -> {
            if (lost.wish().path().equals("/appointments")) {
                assertThat(lost.code()).as(lost.toString()).isEqualTo("not-held");
            } else {
                isToldOfOthers(lost);
            }
        });
        assertThat(History.read(rows).of(hold)).extracting(Version::state).containsExactly("held", "booked");
        stayedUnlessMoved(appointments, answers);
    }

    /** The same, and the hold runs out while they ask: then it may be anybody's, and is one's. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void moving_to_a_time_that_its_holder_books_as_the_hold_runs_out_gives_it_to_one(int many) throws Exception {
        int movers = 5;
        List<UUID> clients = rows.clients(many + 1);
        List<UUID> appointments = bookedOnDaysAfter(clients.subList(0, movers));
        UUID cleo = rows.client();
        UUID hold = held(cleo, at(14, 0));
        Instant end = now().plusMillis(300).truncatedTo(ChronoUnit.MILLIS);
        rows.update("update appointment set expires_at = ?::timestamptz where id = ?", end.toString(), hold);
        Thread.sleep(Math.max(0, Duration.between(now(), end).toMillis() - 5));

        var answers = new ArrayList<>(crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> movingHoldingOrBooking(i, movers, clients, appointments, cleo, hold))
                .toList()));
        Thread.sleep(Math.max(0, Duration.between(now(), end).toMillis() + 1));
        answers.add(crowd.send(Wish.hold(clients.getLast(), ada.id(), hour, at(14, 0))));

        assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() >= 300).allSatisfy(lost -> {
            assertThat(lost.status()).as(lost.toString()).isEqualTo(409);
            if (lost.wish().path().equals("/appointments")) {
                assertThat(lost.code()).isIn("not-held", "hold-expired");
            } else {
                isToldOfOthers(lost);
            }
        });
        stayedUnlessMoved(appointments, answers);
    }

    private Wish movingHoldingOrBooking(
            int i, int movers, List<UUID> clients, List<UUID> appointments, UUID holder, UUID hold) {
        if (i < movers) {
            return Wish.move(clients.get(i), appointments.get(i), at(14, 0));
        }
        return i % 2 == 0 ? Wish.book(holder, hold) : Wish.hold(clients.get(i), ada.id(), hour, at(14, 0));
    }

    /** One appointment for each, at ten on one of the days after. */
    private List<UUID> bookedOnDaysAfter(List<UUID> clients) {
        return IntStream.range(0, clients.size())
                .mapToObj(i -> booked(clients.get(i), at(10, 0).plus(Duration.ofDays(1 + i))))
                .toList();
    }

    private static void stayedUnlessMoved(List<UUID> appointments, List<Answer> answers) {
        History history = History.read(rows);
        for (int i = 0; i < appointments.size(); i++) {
            Version last = history.of(appointments.get(i)).getLast();
            assertThat(last.state()).isEqualTo("booked");
            assertThat(last.from())
                    .isEqualTo(
                            answers.get(i).status() == 200
                                    ? at(14, 0)
                                    : at(10, 0).plus(Duration.ofDays(1 + i)));
        }
    }

    /** Two who want each other's time: each asks for what the other still has. */
    @Test
    void two_who_move_to_each_others_time_both_stay() {
        UUID cleo = rows.client();
        UUID dora = rows.client();
        UUID cleos = booked(cleo, at(10, 0));
        // The grid begins anew behind Cleo's session and its buffer.
        UUID doras = booked(dora, at(13, 45));

        List<Answer> answers = crowd.atOnce(IntStream.range(0, 64)
                .mapToObj(i -> i % 2 == 0 ? Wish.move(cleo, cleos, at(13, 45)) : Wish.move(dora, doras, at(10, 0)))
                .toList());

        assertThat(answers).allSatisfy(ContentionTest::isToldOfOthers);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void a_request_accepted_many_times_is_accepted_once(int many) {
        rows.acceptsEachBooking(ada.id());
        UUID cleo = rows.client();
        UUID request = booked(cleo, at(10, 0));

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(_ -> Wish.accept(ada.accountId(), request))
                .toList());

        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .singleElement()
                .satisfies(winner ->
                        assertThat(winner.body().path("state").asText()).isEqualTo("booked"));
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(late -> {
            assertThat(late.status()).as(late.toString()).isEqualTo(409);
            assertThat(late.code()).isEqualTo("already-accepted");
            assertThat(late.alternatives()).isEqualTo(3);
            assertThat(late.isOffered(at(10, 0))).isFalse();
        });
        assertThat(History.read(rows).of(request))
                .extracting(Version::state)
                .containsExactly("held", "pending", "booked");
        assertThat(eventsOf(request, "appointment-booked")).hasSize(1);
    }

    /** The therapist accepts and declines while the client cancels and others want the time. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 200})
    void accepting_declining_and_cancelling_a_request_end_in_one_story(int many) {
        rows.acceptsEachBooking(ada.id());
        UUID cleo = rows.client();
        UUID request = booked(cleo, at(10, 0));
        List<UUID> others = rows.clients(many);

        List<Answer> answers = crowd.atOnce(IntStream.range(0, many)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> Wish.accept(ada.accountId(), request);
                    case 1 -> Wish.decline(ada.accountId(), request);
                    case 2 -> Wish.cancel(cleo, request);
                    default -> Wish.hold(others.get(i), ada.id(), hour, at(10, 0));
                })
                .toList());

        List<String> story =
                History.read(rows).of(request).stream().map(Version::state).toList();
        // Declined or cancelled before it was accepted, or accepted and then cancelled; never accepted afterwards.
        assertThat(story)
                .isIn(List.of("held", "pending", "cancelled"), List.of("held", "pending", "booked", "cancelled"));
        assertThat(eventsOf(request, "appointment-booked")).hasSize(story.size() - 3);
        assertThat(eventsOf(request, "appointment-cancelled")).hasSize(story.size() - 3);
        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.wish().path().endsWith("/acceptance") && answer.status() == 200)
                .hasSize(story.size() - 3);
        assertThat(answers)
                .filteredOn(answer -> answer.wish().path().equals("/holds"))
                .filteredOn(answer -> !answer.won())
                .allSatisfy(ContentionTest::isToldOfOthers);
        assertThat(answers).filteredOn(Answer::won).hasSizeLessThanOrEqualTo(1);
    }

    /** Holding, booking and cancelling in no order at all, by people who go for what they were just offered. */
    @Test
    void a_busy_day_of_everything_at_once_ends_with_no_time_given_twice() {
        List<UUID> services = List.of(hour, rows.service(ada.id(), 30), rows.service(ada.id(), 90));
        var random = new Random(20260303);
        List<Person> people = rows.clients(64).stream()
                .map(client -> new Person(client, services.get(random.nextInt(services.size())), random))
                .toList();
        var answers = new ArrayList<Answer>();
        // Who wins is chance, and so is how much happens in a round: at least six, then until enough of all did.
        for (int round = 0; round < 6 || (round < 40 && !enoughHappened(answers)); round++) {
            List<Answer> said =
                    crowd.atOnce(people.stream().map(person -> person.wish(ada)).toList());
            for (int i = 0; i < said.size(); i++) {
                people.get(i).hear(said.get(i));
            }
            answers.addAll(said);
        }

        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 409, 422);
        assertThat(enoughHappened(answers)).as(answers.size() + " answers").isTrue();
        assertThat(answers)
                .filteredOn(ContentionTest::lost)
                .allSatisfy(lost -> assertThat(lost.status()).isEqualTo(409))
                .allSatisfy(lost -> assertThat(lost.alternatives()).isEqualTo(3));
    }

    /** Times held and booked, booked ones cancelled, and many that came too late. */
    private static boolean enoughHappened(List<Answer> answers) {
        return answers.stream().filter(Answer::won).count() > 30
                && answers.stream().filter(answer -> answer.status() == 200).count() > 5
                && answers.stream().filter(ContentionTest::lost).count() > 100;
    }

    private static boolean lost(Answer answer) {
        return answer.code().equals("slot-taken") || answer.code().equals("inside-a-buffer");
    }

    /** Wants one session on one day; holds, books, cancels, and begins anew. */
    private static final class Person {
        private final UUID client;
        private final UUID service;
        private final Random random;
        private Instant start;
        private UUID mine;
        private String state = "";

        Person(UUID client, UUID service, Random random) {
            this.client = client;
            this.service = service;
            this.random = random;
            this.start = at(9, 0).plus(Duration.ofMinutes(30L * random.nextInt(16)));
        }

        Wish wish(Therapist therapist) {
            return switch (state) {
                case "held" -> Wish.book(client, mine);
                case "booked" -> Wish.cancel(client, mine);
                default -> Wish.hold(client, therapist.id(), service, start);
            };
        }

        void hear(Answer answer) {
            if (answer.status() < 300) {
                mine = answer.id();
                state = answer.body().path("state").asText();
            } else if (answer.alternatives() > 0) {
                int any = random.nextInt(answer.alternatives());
                start = Instant.parse(answer.body()
                        .path("alternatives")
                        .path(any)
                        .path("start")
                        .asText());
            }
        }
    }

    /** The same crowd, and nothing that keeps it apart: if the checker found nothing here, it would find nothing anywhere. */
    @Test
    void the_checker_sees_a_double_booking_when_nothing_prevents_it() {
        TestDatabase unprotected = TestDatabase.fresh();
        try (var service = PackagedService.booking(unprotected)
                        // Ours before the real one: a lock that locks nothing.
                        .setting(
                                "quarkus.datasource.jdbc.new-connection-sql",
                                "set search_path = booking, pg_catalog, public")
                        .start();
                var theirRows = new BookingRows(unprotected, ZONE.getId());
                var theirCrowd = new Crowd(List.of(service))) {
            theirRows.update("""
                    create function pg_advisory_xact_lock(bigint) returns void language sql as 'select null::void'
                    """);
            theirRows
                    .query("""
                    select conname from pg_constraint where conrelid = 'appointment'::regclass and contype = 'x'
                    """)
                    .forEach(row -> theirRows.update("alter table appointment drop constraint " + row.getFirst()));
            History.remember(theirRows);
            Therapist therapist = theirRows.therapist(theirRows.location());
            UUID service60 = theirRows.service(therapist.id(), 60);

            List<Answer> answers = theirCrowd.atOnce(holdsOfOneSlot(theirRows, therapist, service60, 64));

            assertThat(answers).filteredOn(Answer::won).hasSizeGreaterThan(1);
            assertThat(History.read(theirRows).overlaps()).isNotEmpty();
        }
    }

    private static List<Wish> holdsOfOneSlot(BookingRows rows, Therapist therapist, UUID service, int many) {
        return rows.clients(many).stream()
                .map(client -> Wish.hold(client, therapist.id(), service, at(10, 0)))
                .toList();
    }

    private UUID held(UUID client, Instant start) {
        Answer answer = crowd.send(Wish.hold(client, ada.id(), hour, start));
        assertThat(answer.won()).as(answer.toString()).isTrue();
        return answer.id();
    }

    /** Booked, or asked for where the therapist has to accept it. */
    private UUID booked(UUID client, Instant start) {
        UUID hold = held(client, start);
        Answer answer = crowd.send(Wish.book(client, hold));
        assertThat(answer.won()).as(answer.toString()).isTrue();
        return answer.id();
    }

    private static List<?> eventsOf(UUID appointment, String type) {
        return rows.query(
                "select seq from outbox where aggregateid = ? and type = ?",
                appointment.toString(),
                "booking." + type + ".v1");
    }

    private static Answer theOneWhoWon(List<Answer> answers) {
        assertThat(answers).filteredOn(Answer::won).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.won()).allSatisfy(ContentionTest::isToldOfOthers);
        return answers.stream().filter(Answer::won).findFirst().orElseThrow();
    }

    private static void isToldOfOthers(Answer lost) {
        assertThat(lost.status()).as(lost.toString()).isEqualTo(409);
        assertThat(lost.code()).isIn("slot-taken", "inside-a-buffer");
        assertThat(lost.alternatives()).isEqualTo(3);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    /** A time of day in two weeks; hours of the day that no clock change skips. */
    static Instant at(int hour, int minute) {
        return DAY.atTime(LocalTime.of(hour, minute)).atZone(ZONE).toInstant();
    }
}
