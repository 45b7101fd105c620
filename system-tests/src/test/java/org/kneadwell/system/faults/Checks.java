package org.kneadwell.system.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kneadwell.system.contention.History;
import org.kneadwell.system.faults.Platform.Replica;
import org.kneadwell.testkit.BookingRows;
import org.kneadwell.testkit.CrashingServer;

/** What must hold whatever happened. Each check has a name and finds nothing when it holds. */
final class Checks {

    /** Who applies whose events, as {@code subscriber source}. */
    private static final List<String> SUBSCRIPTIONS = List.of(
            "intake booking",
            "intake feedback",
            "booking intake",
            "booking feedback",
            "feedback intake",
            "feedback booking");

    /** What a short run on a busy machine is far above. */
    private static final Map<String, Integer> LEAST =
            Map.of("intake", 50, "book", 50, "cancel", 10, "complete", 5, "answer", 2);

    private static final int SHOWN = 5;

    private final CrashingServer server;
    private final Map<String, List<String>> findings = new LinkedHashMap<>();

    Checks(CrashingServer server) {
        this.server = server;
    }

    /** All that was found, by the name of the check; those that hold are there with nothing. */
    Map<String, List<String>> findings() {
        return findings;
    }

    boolean hold() {
        return findings.values().stream().allMatch(List::isEmpty);
    }

    void add(String name, List<String> found) {
        findings.put(name, found);
    }

    private void ask(String name, String sql) {
        add(name, Records.list(server, sql));
    }

    /** Waits until every subscriber has applied everything, or fails loudly. */
    void quiet(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var waiting = unapplied();
        // Twice in a row: what is applied may give rise to something new.
        for (int still = 0; still < 2 && System.nanoTime() < deadline; waiting = unapplied()) {
            still = waiting.isEmpty() ? still + 1 : 0;
            Platform.pause(Duration.ofSeconds(1));
        }
        add("every event is applied within " + patience.toSeconds() + " s of quiet", waiting);
    }

    /** Aggregates whose last version is not the one applied. */
    private List<String> unapplied() {
        return Records.list(
                server,
                SUBSCRIPTIONS.stream()
                        .map(pair -> pair.split(" "))
                        .map(pair -> """
                                select '%1$s of %2$s', s.aggregatetype, s.aggregateid, s.version, coalesce(i.version, 0)
                                from %2$s.outbox_aggregate s
                                left join %1$s.inbox_aggregate i on i.subscription = '%2$s'
                                  and i.aggregatetype = s.aggregatetype and i.aggregateid = s.aggregateid
                                where i.version is distinct from s.version
                                """.formatted((Object[]) pair))
                        .collect(Collectors.joining(" union all ")));
    }

    /** What the events did: per aggregate versions 1…n, each once, in order, and nothing put aside. */
    void events() {
        add(
                "per aggregate the versions written are 1…n",
                Records.list(
                        server,
                        List.of("intake", "booking", "feedback").stream()
                                .map(source -> """
                                        select '%1$s', a.aggregatetype, a.aggregateid, a.version, count(o.*), max(o.aggregateversion)
                                        from %1$s.outbox_aggregate a left join %1$s.outbox o
                                          on o.aggregatetype = a.aggregatetype and o.aggregateid = a.aggregateid
                                        group by 1, 2, 3, 4
                                        having count(o.*) <> a.version or count(distinct o.aggregateversion) <> a.version
                                          or max(o.aggregateversion) <> a.version
                                        """.formatted(source))
                                .collect(Collectors.joining(" union all "))));
        ask("no subscriber went back or applied a version twice", """
                select subscriber, subscription, aggregateid, before, version from public.applied where version <= before
                """);
        // A batch writes down only the last version of each aggregate: those before it must have been there to be
        // applied.
        add(
                "no subscriber passed over a version that was not committed yet",
                Records.list(
                        server,
                        List.of("intake", "booking", "feedback").stream()
                                .map(source -> """
                                        select a.subscriber, a.subscription, a.aggregateid, o.aggregateversion, a.version
                                        from public.applied a join %1$s.outbox o
                                          on o.aggregatetype = a.aggregatetype and o.aggregateid = a.aggregateid
                                          and o.aggregateversion > a.before and o.aggregateversion <= a.version
                                        where a.subscription = '%1$s' and not pg_visible_in_snapshot(o.txid, a.seen)
                                        """.formatted(source))
                                .collect(Collectors.joining(" union all "))));
        ask("no effect of an event was made twice", """
                select made, id, count(*) from public.effect group by 1, 2 having count(*) > 1
                """);
        // Intake tells of a changed plan once for each answer, under the answer's trace.
        ask("each answer changed the pressure plan once", """
                select f.aggregateid, count(i.*)
                from feedback.outbox f left join intake.outbox i
                  on i.type = 'intake.pressure-plan-changed.v1'
                  and split_part(i.headers ->> 'traceparent', '-', 2) = split_part(f.headers ->> 'traceparent', '-', 2)
                where f.type = 'feedback.follow-up-answered.v1'
                group by f.seq, f.aggregateid having count(i.*) <> 1
                """);
        add(
                "nothing is put aside, and nothing ever was for a gap or as unreadable",
                Records.list(
                        server,
                        List.of("intake", "booking", "feedback").stream()
                                .map(service -> """
                                        select '%1$s', subscription, type, state, reason, error from %1$s.dead_letter
                                        where state not in ('replayed', 'discarded') or reason in ('gap', 'unreadable', 'unknown_type')
                                        """.formatted(service))
                                .collect(Collectors.joining(" union all "))));
    }

    /** That the three services tell the same story. */
    void agreement() {
        ask("intake knows every booking as it is", """
                select b.id, b.state, i.state, b.start_at, i.start_at
                from (select * from booking.appointment where booked_at is not null) b
                full join intake.appointment i on i.id = b.id
                where b.id is null or i.id is null or b.start_at <> i.start_at or b.end_at <> i.end_at
                  or i.state <> case b.state when 'no_show' then 'booked' else b.state end
                """);
        ask("feedback knows every booking as it is", """
                select b.id, b.state, f.cancelled
                from (select * from booking.appointment where booked_at is not null) b
                full join feedback.appointment f on f.id = b.id
                where b.id is null or f.id is null or f.cancelled <> (b.state = 'cancelled')
                """);
        ask("one follow-up for each completed session", """
                select b.id, f.appointment_id
                from (select a.id, s.ended_at from booking.appointment a join booking.session s on s.appointment_id = a.id
                      where a.state = 'completed') b
                full join feedback.follow_up f on f.appointment_id = b.id
                where b.id is null or f.id is null or date_trunc('milliseconds', f.session_ended_at) <> b.ended_at
                """);
        ask("booking knows every client's intake in its last version", """
                select e.client, e.version, n.intake_version
                from (select aggregateid::uuid as client, max(aggregateversion) as version from intake.outbox
                      where type in ('intake.intake-assessed.v1', 'intake.pressure-plan-changed.v1') group by 1) e
                full join booking.client_needs n on n.client_id = e.client
                where n.intake_version is distinct from e.version
                """);
        ask("feedback knows every client's intake", """
                select e.client from (select distinct aggregateid::uuid as client from intake.outbox
                      where type = 'intake.intake-assessed.v1') e
                full join feedback.client_intake c on c.client_id = e.client
                where e.client is null or c.client_id is null
                """);
        ask("booking knows every answer in its last version", """
                select e.follow_up, e.version, f.version
                from (select aggregateid::uuid as follow_up, max(aggregateversion) as version from feedback.outbox
                      where type = 'feedback.follow-up-answered.v1' group by 1) e
                full join booking.session_finding f on f.follow_up_id = e.follow_up
                where f.version is distinct from e.version
                """);
        ask("booking knows every suggested plan in its last version", """
                select e.client, e.version, p.version
                from (select aggregateid::uuid as client, max(aggregateversion) as version from feedback.outbox
                      where type = 'feedback.plan-suggested.v1' group by 1) e
                full join booking.client_plan p on p.client_id = e.client
                where p.version is distinct from e.version
                """);
        ask("one mail to the therapist and one to the client for each booking", """
                select b.id, (select count(*) from intake.mail_queue m where m.subject_id = b.id and m.kind = 'NEW_APPOINTMENT'),
                  (select count(*) from booking.mail_queue m where m.subject_id = b.id and m.kind = 'BOOKED')
                from booking.appointment b where b.booked_at is not null
                  and ((select count(*) from intake.mail_queue m where m.subject_id = b.id and m.kind = 'NEW_APPOINTMENT') <> 1
                    or (select count(*) from booking.mail_queue m where m.subject_id = b.id and m.kind = 'BOOKED') <> 1)
                """);
    }

    /** That people got something done at all: where nothing happens, nothing can be lost. */
    void use(Journal journal) {
        add(
                "there were bookings, sessions and answers to lose",
                LEAST.entrySet().stream()
                        .filter(least -> journal.allAcknowledged(least.getKey()).size() < least.getValue())
                        .map(least -> least.getKey() + ": "
                                + journal.allAcknowledged(least.getKey()).size() + ", at least " + least.getValue()
                                + " expected")
                        .toList());
    }

    /** That what was acknowledged is there, and nothing is that nobody asked for. */
    void promises(Journal journal) {
        var states = new HashMap<UUID, String>();
        Records.list(server, "select id, state from booking.appointment").forEach(line -> {
            String[] row = line.split(" ");
            states.put(UUID.fromString(row[0]), row[1]);
        });
        Set<UUID> cancelled = journal.allAcknowledged("cancel");
        Set<UUID> completed = journal.allAcknowledged("complete");
        add(
                "every acknowledged hold and booking exists",
                journal.allAcknowledged("hold").stream()
                        .filter(id -> !states.containsKey(id)
                                || journal.allAcknowledged("book").contains(id)
                                        && !Set.of("booked", "cancelled", "completed", "no_show")
                                                .contains(states.get(id)))
                        .map(id -> id + " " + states.get(id))
                        .toList());
        add(
                "every acknowledged cancellation, completion and absence holds",
                states.entrySet().stream()
                        .filter(entry -> cancelled.contains(entry.getKey())
                                        && !entry.getValue().equals("cancelled")
                                || completed.contains(entry.getKey())
                                        && !entry.getValue().equals("completed")
                                || journal.allAcknowledged("no-show").contains(entry.getKey())
                                        && !entry.getValue().equals("no_show"))
                        .map(Object::toString)
                        .toList());
        add(
                "nothing was booked, cancelled or completed that nobody asked for",
                states.entrySet().stream()
                        .filter(entry -> switch (entry.getValue()) {
                            case "booked" -> !journal.allAsked("book").contains(entry.getKey());
                            case "cancelled" -> !journal.allAsked("cancel").contains(entry.getKey());
                            case "completed" -> !journal.allAsked("complete").contains(entry.getKey());
                            case "no_show" -> !journal.allAsked("no-show").contains(entry.getKey());
                            default -> false;
                        })
                        .map(Object::toString)
                        .toList());
        add(
                "every acknowledged intake exists",
                missing(
                        journal.allAcknowledged("intake"),
                        "select client_id from intake.assessment where cause = 'submission'"));
        add(
                "every acknowledged answer exists once",
                missing(
                        journal.allAcknowledged("answer"),
                        "select follow_up_id from feedback.answer group by 1 having count(*) = 1"));
        add("a request repeated with its key is answered the same", journal.contradictions());
    }

    private List<String> missing(Set<UUID> wanted, String sql) {
        var there = Set.copyOf(Records.list(server, sql));
        return wanted.stream()
                .map(UUID::toString)
                .filter(id -> !there.contains(id))
                .toList();
    }

    /** That at no instant two had the same therapist's time. */
    void overlaps(BookingRows rows) {
        add(
                "no therapist's time was ever anybody's twice",
                History.read(rows).overlaps().stream().map(Object::toString).toList());
    }

    /** That no process complained of anything but its database. */
    void logs(List<Replica> replicas) {
        var complaints = new TreeSet<String>();
        for (Replica replica : replicas) {
            for (var life : replica.lives()) {
                Complaints.unexpected(life.log()).forEach(line -> complaints.add(replica + ": " + line));
            }
        }
        add("no process logged an error but that of its connections", List.copyOf(complaints));
    }

    /** The checks with what they found, in lines. */
    List<String> report() {
        var lines = new ArrayList<String>();
        findings.forEach((name, found) -> {
            lines.add(
                    (found.isEmpty() ? "ok   " : "RED  ") + name + (found.isEmpty() ? "" : " (" + found.size() + ")"));
            found.stream().limit(SHOWN).forEach(one -> lines.add("       " + one));
        });
        return lines;
    }
}
