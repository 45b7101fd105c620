package org.kneadwell.feedback.followup;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.DeliveryGuard;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.outbox.PayloadSeal;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.LeftReason;

/** What the other services would have told, as prose. */
@ApplicationScoped
class Sessions {

    private final OnAppointmentBooked onBooked;
    private final OnSessionCompleted onCompleted;
    private final OnIntakeAssessed onAssessed;
    private final FollowUpRepository followUps;
    private final DeliveryGuard guard;

    Sessions(
            OnAppointmentBooked onBooked,
            OnSessionCompleted onCompleted,
            OnIntakeAssessed onAssessed,
            FollowUpRepository followUps,
            DeliveryGuard guard) {
        this.onBooked = onBooked;
        this.onCompleted = onCompleted;
        this.onAssessed = onAssessed;
        this.followUps = followUps;
        this.guard = guard;
    }

    record Session(UUID followUp, UUID appointment, UUID client, UUID therapist, UUID therapistAccount, Instant end) {}

    /** Cleo's low back was worked at 5; the session has just ended. */
    Session aSessionEnded(UUID client, UUID therapist, Instant end) {
        return aSessionEnded(client, therapist, UUID.randomUUID(), end);
    }

    Session aSessionEnded(UUID client, UUID therapist, UUID account, Instant end) {
        return aSessionEnded(client, therapist, account, end, "en");
    }

    Session aSessionEnded(UUID client, UUID therapist, UUID account, Instant end, String therapistLanguage) {
        var appointment = UUID.randomUUID();
        var booked = new AppointmentBooked(
                appointment,
                client,
                "Cleo Example",
                "cleo+" + client + "@example.test",
                therapist,
                account,
                "Ada Example",
                "ada+" + therapist + "@example.test",
                "Deep tissue 60",
                end.minus(Duration.ofHours(1)),
                end,
                ZoneId.of("Europe/Berlin"),
                true,
                therapistLanguage);
        var completed = new SessionCompleted(
                appointment,
                client,
                therapist,
                end,
                List.of(
                        new SessionCompleted.WorkedRegion(BodyRegion.LOW_BACK, Intensity.of(5), Intensity.of(5)),
                        new SessionCompleted.WorkedRegion(BodyRegion.HIPS, null, null)));
        deliver(onBooked, booked);
        // Delivered twice: the second time changes nothing.
        for (int i = 0; i < 2; i++) {
            deliver(onCompleted, completed);
        }
        var id = QuarkusTransaction.requiringNew().call(() -> {
            guard.admits(booked, delivery());
            return followUps.ofAppointment(appointment).orElseThrow().id();
        });
        return new Session(id, appointment, client, therapist, account, end);
    }

    void anIntake(UUID client, boolean needsModifiedPressure, int ceiling, boolean wantsSelfCare) {
        var assessed = new IntakeAssessed(
                client,
                UUID.randomUUID(),
                Instant.parse("2026-03-01T08:00:00Z"),
                true,
                null,
                ceiling,
                needsModifiedPressure,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(BodyRegion.LOW_BACK),
                List.of(),
                LeftReason.NA,
                false,
                false,
                wantsSelfCare,
                false);
        deliver(onAssessed, assessed);
    }

    /** Types of the events written about a follow-up, in order, without the service's name and the version. */
    static List<String> eventsOf(UUID aggregate) {
        return rows("select type from feedback.outbox where aggregateid = '" + aggregate + "' order by seq").stream()
                .map(row -> row.get("type").toString().replace("feedback.", "").replace(".v1", ""))
                .toList();
    }

    /** As their consumers read them. */
    static List<String> payloadsOf(UUID aggregate, String type) {
        var seal = Arc.container().select(PayloadSeal.class).get();
        return rows("select payload::text as payload, aggregatetype, type from feedback.outbox where aggregateid = '"
                        + aggregate + "' and type = 'feedback." + type + ".v1' order by seq")
                .stream()
                .map(row -> seal.open(
                        new Delivery(
                                UUID.randomUUID(),
                                row.get("aggregatetype").toString(),
                                aggregate.toString(),
                                1,
                                row.get("type").toString(),
                                Instant.EPOCH),
                        row.get("payload").toString()))
                .toList();
    }

    static List<Map<String, Object>> rows(String select) {
        try (var connection = PostgresResource.database().connect("feedback_owner");
                var statement = connection.createStatement()) {
            var found = statement.executeQuery(select);
            var rows = new ArrayList<Map<String, Object>>();
            while (found.next()) {
                var row = new java.util.LinkedHashMap<String, Object>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the engine does. */
    <T> void deliver(EventHandler<T> handler, T event) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (guard.admits(event, delivery())) {
                handler.on(event, delivery());
            }
        });
    }

    private static Delivery delivery() {
        return new Delivery(
                UUID.randomUUID(),
                "appointment",
                UUID.randomUUID().toString(),
                1,
                "x",
                Instant.parse("2026-03-01T08:00:00Z"));
    }
}
