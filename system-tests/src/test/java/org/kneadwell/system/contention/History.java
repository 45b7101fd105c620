package org.kneadwell.system.contention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kneadwell.testkit.BookingRows;

/**
 * Every version of every appointment that was ever stored, in the order of storing. The database itself remembers them, by a
 * trigger, so nothing the service does or forgets to say can hide one.
 */
public record History(List<Version> versions) {

    private static final Set<String> LIVE = Set.of("held", "pending", "booked", "completed", "no_show");

    /**
     * An appointment as it was from one change to the next.
     *
     * @param seq its place in the order of all changes
     * @param room null where none is needed
     * @param from when the time it blocks begins, buffers included
     * @param until when it ends, itself not included
     */
    public record Version(
            long seq,
            UUID appointment,
            String state,
            UUID therapist,
            @Nullable UUID room,
            Instant from,
            Instant until) {

        public boolean isLive() {
            return LIVE.contains(state);
        }
    }

    /** Two appointments that had a therapist's or a room's time both at the same moment. */
    public record Overlap(String whose, Version one, Version other) {}

    /** A version and the change that ended it. */
    private record Life(Version version, long endSeq) {

        boolean overlaps(Life other) {
            return version.seq < other.endSeq
                    && other.version.seq < endSeq
                    && version.from.isBefore(other.version.until)
                    && other.version.from.isBefore(version.until);
        }
    }

    /** From now on the database remembers. */
    public static void remember(BookingRows rows) {
        rows.update("""
                create table appointment_history (
                  seq bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
                  appointment appointment not null)
                """);
        rows.update("""
                create function remember_appointment() returns trigger language plpgsql as $$
                begin
                  insert into appointment_history (appointment) values (new);
                  return null;
                end $$
                """);
        rows.update("""
                create trigger remember after insert or update on appointment
                for each row execute function remember_appointment()
                """);
    }

    public static History read(BookingRows rows) {
        // To JSON, because rooms are not known to every version of the schema.
        return new History(rows.query("""
                        select seq, (appointment).id, (appointment).state, (appointment).therapist_id,
                          (to_jsonb(appointment) ->> 'room_id')::uuid,
                          extract(epoch from (appointment).blocked_from)::bigint,
                          extract(epoch from (appointment).blocked_until)::bigint
                        from appointment_history order by seq
                        """).stream()
                .map(row -> new Version(
                        (Long) row.get(0),
                        (UUID) row.get(1),
                        (String) row.get(2),
                        (UUID) row.get(3),
                        (UUID) row.get(4),
                        Instant.ofEpochSecond((Long) row.get(5)),
                        Instant.ofEpochSecond((Long) row.get(6))))
                .toList());
    }

    /**
     * Every pair that ever had the same therapist's or the same room's time at one moment. What takes over released time is
     * stored after the release was committed, so that the order of storing tells who had it when.
     */
    public List<Overlap> overlaps() {
        var ended = new HashMap<UUID, Long>();
        var lives = new ArrayList<Life>();
        for (Version version : versions.reversed()) {
            Long end = ended.put(version.appointment, version.seq);
            if (version.isLive()) {
                lives.add(new Life(version, end == null ? Long.MAX_VALUE : end));
            }
        }
        var byResource = new HashMap<String, List<Life>>();
        for (Life life : lives) {
            Stream.of(
                            "therapist " + life.version.therapist,
                            life.version.room == null ? "" : "room " + life.version.room)
                    .filter(resource -> !resource.isEmpty())
                    .forEach(resource -> byResource
                            .computeIfAbsent(resource, _ -> new ArrayList<>())
                            .add(life));
        }
        var found = new ArrayList<Overlap>();
        byResource.forEach((resource, all) -> {
            all.sort(Comparator.comparing(life -> life.version.from));
            for (int i = 0; i < all.size(); i++) {
                for (int j = i + 1; j < all.size(); j++) {
                    Life one = all.get(i);
                    Life other = all.get(j);
                    if (!one.version.appointment.equals(other.version.appointment) && one.overlaps(other)) {
                        found.add(new Overlap(resource, one.version, other.version));
                    }
                }
            }
        });
        return found;
    }

    /** Every appointment that ever had a time. */
    public Set<UUID> taken() {
        return versions.stream()
                .filter(Version::isLive)
                .map(Version::appointment)
                .collect(Collectors.toSet());
    }

    public List<Version> of(UUID appointment) {
        return versions.stream()
                .filter(version -> version.appointment.equals(appointment))
                .toList();
    }
}
