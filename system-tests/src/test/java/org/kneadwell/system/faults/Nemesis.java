package org.kneadwell.system.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.kneadwell.system.faults.Fault.Kind;
import org.kneadwell.system.faults.Platform.Replica;
import org.kneadwell.testkit.SealedPayloads;

/** Does what the schedule says, and undoes it. Faults overlap. */
final class Nemesis {

    private static final int TRIES = 30;
    private static final Duration SAMPLE = Duration.ofSeconds(2);
    /** Of each service, a type of event that both others know and ignore. */
    private static final Map<String, String> HARMLESS = Map.of(
            "intake", "intake.clearance-recorded.v1",
            "booking", "booking.appointment-held.v1",
            "feedback", "feedback.follow-up-invited.v1");

    private static final List<String> SERVICES = List.of("intake", "booking", "feedback");

    private final Platform platform;
    private final List<Fault> schedule;
    private final Map<Kind, AtomicInteger> done = new EnumMap<>(Kind.class);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger heldPast = new AtomicInteger();
    private final AtomicInteger refusedPast = new AtomicInteger();
    private final AtomicInteger committedLate = new AtomicInteger();
    private final ReentrantLock server = new ReentrantLock();
    private final Map<String, List<String>> cursors = Map.of(
            "intake", new CopyOnWriteArrayList<>(),
            "booking", new CopyOnWriteArrayList<>(),
            "feedback", new CopyOnWriteArrayList<>());
    private volatile boolean over;

    Nemesis(Platform platform, List<Fault> schedule) {
        this.platform = platform;
        this.schedule = schedule;
        for (Kind kind : Kind.values()) {
            done.put(kind, new AtomicInteger());
        }
    }

    /** Works the whole schedule off and returns when everything is undone. */
    void rage() {
        Thread sampler = Thread.ofVirtual().start(this::sampleCursors);
        long began = System.nanoTime();
        var running = new ArrayList<Thread>();
        for (Fault fault : schedule) {
            long wait = fault.at().toNanos() - (System.nanoTime() - began);
            if (wait > 0) {
                Platform.pause(Duration.ofNanos(wait));
            }
            running.add(Thread.ofVirtual().start(() -> strike(fault)));
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
            over = true;
            sampler.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void strike(Fault fault) {
        for (int tries = 1; !strikes(fault) && tries < TRIES; tries++) {
            Platform.pause(Duration.ofSeconds(1));
        }
    }

    /** Whether it could be done: while PostgreSQL is down, nothing can be done to it. */
    private boolean strikes(Fault fault) {
        try {
            List<Replica> replicas = platform.replicas();
            Replica replica = replicas.get(fault.target() % replicas.size());
            String service = SERVICES.get(fault.target() % SERVICES.size());
            switch (fault.kind()) {
                case KILL_SERVICE -> replica.service().kill();
                case CRASH_POSTGRESQL -> crash(fault.length());
                case FREEZE_SERVICE -> {
                    var frozen = replica.service();
                    during(fault.length(), frozen::freeze, frozen::thaw);
                }
                case CUT -> replica.wire().cut();
                case REFUSE ->
                    during(
                            fault.length(),
                            () -> {
                                replica.wire().refuse();
                                replica.wire().cut();
                            },
                            replica.wire()::acceptAgain);
                case SILENCE -> during(fault.length(), replica.wire()::silence, replica.wire()::passAgain);
                case SLOW -> {
                    int millis = 5 + fault.target() % 60;
                    during(
                            fault.length(),
                            () -> replica.wire().delayBy(millis),
                            () -> replica.wire().delayBy(-millis));
                }
                case LONG_TRANSACTION -> commitLate(service, fault.length());
                case MOVE_CLOCK -> platform.moveClock(fault.length());
                case WRITE_PAST_SERVICE -> writePastService(new Random(fault.target()));
                case SET_CURSOR_BACK -> setCursorBack(service, new Random(fault.target()));
            }
            done.get(fault.kind()).incrementAndGet();
            return true;
        } catch (SQLException e) {
            if (isOfConnection(e)) {
                lost.incrementAndGet();
                return false;
            }
            failures.add(fault + ": " + e);
            return true;
        } catch (RuntimeException e) {
            failures.add(fault + ": " + e);
            return true;
        }
    }

    /** Or the lock of a cursor could not be had because somebody who holds it is frozen. */
    private static boolean isOfConnection(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.equals("55P03");
    }

    private static void during(Duration length, Runnable harm, Runnable undo) {
        harm.run();
        try {
            Platform.pause(length);
        } finally {
            undo.run();
        }
    }

    private void crash(Duration downFor) {
        server.lock();
        try {
            platform.server().crash();
            Platform.pause(downFor);
            platform.server().restart();
        } finally {
            server.unlock();
        }
    }

    /**
     * Takes its transaction id and writes an event first, and commits last. Meanwhile another transaction writes the first
     * event of a second aggregate, of which this one then writes the second: in the order of transaction ids that comes first.
     */
    private void commitLate(String service, Duration length) throws SQLException {
        try (Connection slow = platform.server().connect();
                Connection quick = platform.server().connect()) {
            slow.setAutoCommit(false);
            UUID first = UUID.randomUUID();
            UUID second = UUID.randomUUID();
            if (!service.equals("intake") || !assessSomebodyNew(slow, first)) {
                append(slow, service, first, "fault-run");
            }
            append(quick, service, second, "fault-run");
            Platform.pause(length);
            append(slow, service, second, "fault-run");
            slow.commit();
            committedLate.incrementAndGet();
        }
    }

    /** An event that has effects in both other services: the last intake, as if a client nobody knows had answered the same. */
    private static boolean assessSomebodyNew(Connection connection, UUID client) throws SQLException {
        try (var last = connection.prepareStatement("""
                        select aggregateid, payload from intake.outbox
                        where type = 'intake.intake-assessed.v1' order by seq desc limit 1
                        """);
                var statement = connection.prepareStatement("""
                        with numbered as (
                          insert into intake.outbox_aggregate (aggregatetype, aggregateid, version) values ('client', ?, 1)
                          returning aggregatetype, aggregateid, version)
                        insert into intake.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)
                        select aggregatetype, aggregateid, version, 'intake.intake-assessed.v1', '', ?::jsonb, now()
                        from numbered
                        """)) {
            var row = last.executeQuery();
            if (!row.next()) {
                return false;
            }
            String somebody = row.getString(1);
            var payloads = new SealedPayloads();
            String said = payloads.open("intake.intake-assessed.v1", "client", somebody, row.getString(2));
            statement.setString(1, client.toString());
            statement.setString(
                    2,
                    payloads.seal(
                            "intake.intake-assessed.v1",
                            "client",
                            client.toString(),
                            said.replace(somebody, client.toString())));
            return statement.executeUpdate() == 1;
        }
    }

    private static void append(Connection connection, String service, UUID aggregate, String aggregateType)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                with numbered as (
                  insert into %1$s.outbox_aggregate as a (aggregatetype, aggregateid, version) values (?, ?, 1)
                  on conflict (aggregatetype, aggregateid) do update set version = a.version + 1
                  returning aggregatetype, aggregateid, version)
                insert into %1$s.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)
                select aggregatetype, aggregateid, version, ?, '', '{}', now() from numbered
                """.formatted(service))) {
            statement.setString(1, aggregateType);
            statement.setString(2, aggregate.toString());
            statement.setString(3, HARMLESS.get(service));
            statement.executeUpdate();
        }
    }

    /** One last event of each service whose writer died before it could tell anybody. */
    void commitUntold() {
        try (Connection connection = platform.server().connect()) {
            for (String service : SERVICES) {
                append(connection, service, UUID.randomUUID(), "fault-run");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies of a therapist's live appointments as holds, some minutes earlier or later. What overlaps is refused. */
    private void writePastService(Random random) throws SQLException {
        try (Connection connection = platform.server().connect();
                var statement = connection.prepareStatement("""
                        insert into booking.appointment
                        select (jsonb_populate_record(null::booking.appointment, to_jsonb(a) || jsonb_build_object(
                          'id', gen_random_uuid(), 'client_id', gen_random_uuid(), 'state', 'held', 'version', 0,
                          'client_name', null, 'client_email', null, 'booked_at', null, 'session_started_at', null,
                          'created_at', ?::timestamptz, 'expires_at', ?::timestamptz + interval '5 minutes',
                          'start_at', a.start_at + m.by, 'end_at', a.end_at + m.by,
                          'blocked_from', a.blocked_from + m.by, 'blocked_until', a.blocked_until + m.by))).*
                        from (select * from booking.appointment where state in ('held', 'booked')
                              order by md5(id::text || ?) limit 1) a,
                          (select make_interval(mins => ?) as by) m
                        """)) {
            // Where the triggers of the service's own roles look.
            connection.createStatement().execute("set search_path = booking, public");
            for (int i = 0; i < 8; i++) {
                String now = platform.now().toString();
                statement.setString(1, now);
                statement.setString(2, now);
                statement.setString(3, Integer.toString(random.nextInt()));
                // Near to where much is booked, and far where little is.
                statement.setInt(4, random.nextInt(-100, 101) * (i % 2 == 0 ? 15 : 200));
                try {
                    heldPast.addAndGet(statement.executeUpdate());
                } catch (SQLException e) {
                    if (!"23P01".equals(e.getSQLState())) {
                        throw e;
                    }
                    refusedPast.incrementAndGet();
                }
            }
        }
    }

    private void sampleCursors() {
        while (!over) {
            try (Connection connection = platform.server().connect()) {
                for (String service : SERVICES) {
                    try (var statement = connection.createStatement();
                            var rows = statement.executeQuery(
                                    "select subscription, lo::text from " + service + ".inbox_cursor")) {
                        while (rows.next()) {
                            cursors.get(service).add(rows.getString(1) + " " + rows.getString(2));
                        }
                    }
                }
            } catch (SQLException e) {
                // The server is down; there is another moment.
            }
            Platform.pause(SAMPLE);
        }
    }

    private void setCursorBack(String service, Random random) throws SQLException {
        List<String> seen = List.copyOf(cursors.get(service));
        if (seen.isEmpty()) {
            return;
        }
        // From the last half minute: an old one would only make the run longer.
        String[] old =
                seen.get(Math.max(0, seen.size() - 1 - random.nextInt(30))).split(" ");
        try (Connection connection = platform.server().connect();
                var statement = connection.prepareStatement("""
                        update %s.inbox_cursor set lo = ?::pg_snapshot, hi = null, last_seq = 0, max_seq = 0
                        where subscription = ?
                        """.formatted(service))) {
            connection.createStatement().execute("set lock_timeout = '10s'");
            statement.setString(1, old[1]);
            statement.setString(2, old[0]);
            statement.executeUpdate();
        }
    }

    /** Faults that could not be done for a reason of their own. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many faults there were. */
    int count() {
        return done.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** What was done, a line for each kind. */
    List<String> report() {
        var lines = new ArrayList<String>();
        done.forEach((kind, times) -> lines.add("%-20s %5d".formatted(kind, times.get())));
        lines.add("%d faults; %d times one had to wait or begin again because PostgreSQL was down"
                .formatted(count(), lost.get()));
        lines.add("%d transactions committed late; past the service %d holds written, %d refused by the constraint"
                .formatted(committedLate.get(), heldPast.get(), refusedPast.get()));
        return lines;
    }
}
