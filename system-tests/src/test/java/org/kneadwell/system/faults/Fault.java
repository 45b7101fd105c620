package org.kneadwell.system.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * One disturbance.
 *
 * @param at from the beginning of the run
 * @param target a number that chooses among those there are to disturb
 * @param length how long it lasts, or how far it moves the clock; zero where it is over at once
 */
record Fault(Duration at, Kind kind, int target, Duration length) {

    /** What goes wrong. */
    enum Kind {
        /** A process of a service is killed with -9; it is started again. */
        KILL_SERVICE(20),
        /** PostgreSQL is stopped immediately, and recovers. */
        CRASH_POSTGRESQL(8),
        /** A process is stopped for seconds and goes on (SIGSTOP, SIGCONT). */
        FREEZE_SERVICE(12),
        /** Every connection of a process to the database is reset. */
        CUT(14),
        /** The same, and none can be made for seconds. */
        REFUSE(8),
        /** Connections stay open and nothing passes for seconds. */
        SILENCE(8),
        /** Everything between a process and the database takes longer for seconds. */
        SLOW(12),
        /** A transaction that has written an event commits seconds later, sometimes a minute. */
        LONG_TRANSACTION(10),
        /** The clock of all services moves on. */
        MOVE_CLOCK(6),
        /** Somebody at psql holds times of a busy therapist past the service. */
        WRITE_PAST_SERVICE(8),
        /** A subscriber's cursor is set back to where it was before, as from an older copy of its row. */
        SET_CURSOR_BACK(4);

        private final int share;

        Kind(int share) {
            this.share = share;
        }
    }

    /** After so much time the same mixture begins anew. */
    static final Duration ROUND = Duration.ofSeconds(180);

    /** In each round nothing ends PostgreSQL for so long from here, so that a transaction can be held open for a minute. */
    private static final Duration CALM_FROM = Duration.ofSeconds(60);

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int SHARES =
            List.of(Kind.values()).stream().mapToInt(kind -> kind.share).sum();

    /**
     * Everything that will go wrong: as many faults as wanted, evenly spread, of each kind some in every three minutes.
     *
     * @param duration of the run
     */
    static List<Fault> schedule(Random random, int count, Duration duration) {
        var faults = new ArrayList<Fault>();
        Kind[] kinds = Kind.values();
        for (int i = 0; i < count; i++) {
            // The kinds take turns in a mixed order until each has had its share, not by chance alone.
            Kind kind = i % 16 < kinds.length ? kinds[(i + 7 * (i / 16)) % kinds.length] : drawn(random);
            long millis = duration.toMillis() * i / count + random.nextLong(duration.toMillis() / count);
            faults.add(of(random, kind, Duration.ofMillis(millis)));
        }
        for (Duration round = Duration.ZERO; round.compareTo(duration) < 0; round = round.plus(ROUND)) {
            faults.add(new Fault(
                    round.plus(CALM_FROM).plusMillis(500), Kind.LONG_TRANSACTION, random.nextInt(1000), MINUTE));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return List.copyOf(faults);
    }

    private static Kind drawn(Random random) {
        int left = random.nextInt(SHARES);
        for (Kind kind : Kind.values()) {
            left -= kind.share;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException();
    }

    private static Fault of(Random random, Kind drawn, Duration at) {
        Duration inRound = at.minusSeconds(at.dividedBy(ROUND) * ROUND.toSeconds());
        boolean calm = inRound.compareTo(CALM_FROM) >= 0
                && inRound.compareTo(CALM_FROM.plus(MINUTE).plusSeconds(2)) < 0;
        Kind kind = drawn == Kind.CRASH_POSTGRESQL && calm ? Kind.CUT : drawn;
        Duration length = switch (kind) {
            case KILL_SERVICE, CUT, WRITE_PAST_SERVICE, SET_CURSOR_BACK -> Duration.ZERO;
            case CRASH_POSTGRESQL -> Duration.ofMillis(random.nextInt(2000));
            case FREEZE_SERVICE, REFUSE, SILENCE -> Duration.ofMillis(500 + random.nextInt(5500));
            case SLOW -> Duration.ofMillis(4000 + random.nextInt(8000));
            case LONG_TRANSACTION -> Duration.ofMillis(1000 + random.nextInt(12_000));
            case MOVE_CLOCK ->
                List.of(
                                Duration.ofMinutes(8),
                                Duration.ofMinutes(45),
                                Duration.ofHours(5),
                                Duration.ofHours(13),
                                Duration.ofHours(19))
                        .get(random.nextInt(5));
        };
        return new Fault(at, kind, random.nextInt(1000), length);
    }

    @Override
    public String toString() {
        return "%6.1f s %s %d %s".formatted(at.toMillis() / 1000.0, kind, target, length);
    }
}
