package org.kneadwell.booking.catalogue;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Something made of the stored data of therapists, kept in memory and brought up to date before each use: whatever was
 * committed before a question is in its answer.
 *
 * @param <V> an immutable value
 */
public final class Kept<V> {

    /** How the value is made. What is read may be younger than what was asked for; it is then read once more. */
    public interface Reading<V> {

        V all();

        /** @param therapists changed, new, no longer published, or gone */
        V changed(V before, Set<UUID> therapists);
    }

    /** From so many on, reading all of them is no more work. */
    private static final int MANY = 1000;

    private record State<V>(Seen seen, V value) {}

    private final ChangeLog log;
    private final Reading<V> reading;
    private final Object oneReader = new Object();
    private final AtomicReference<@Nullable State<V>> state = new AtomicReference<>();

    public Kept(ChangeLog log, Reading<V> reading) {
        this.log = log;
        this.reading = reading;
    }

    /** To be called in a transaction that reads what is committed. */
    public V current() {
        State<V> last = state.get();
        Changes changes = log.since(last == null ? null : last.seen);
        if (changes.unfinished()) {
            // This transaction sees the therapists it has changed itself. Nobody else may, before it is committed.
            return read(last, changes).value;
        }
        if (last != null && changes.none()) {
            // Unless another has looked meanwhile: then that is at least as good.
            state.compareAndSet(last, new State<>(changes.seen(), last.value));
            return last.value;
        }
        synchronized (oneReader) {
            State<V> before = state.get();
            State<V> after = read(before, log.since(before == null ? null : before.seen));
            state.set(after);
            return after.value;
        }
    }

    private State<V> read(@Nullable State<V> before, Changes changes) {
        if (before == null || changes.everything() || changes.therapists().size() > MANY) {
            return new State<>(changes.seen(), reading.all());
        }
        return new State<>(
                changes.seen(), changes.none() ? before.value : reading.changed(before.value, changes.therapists()));
    }
}
