package org.kneadwell.feedback.followup;

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

    Sessions(
            OnAppointmentBooked onBooked,
            OnSessionCompleted onCompleted,
            OnIntakeAssessed onAssessed,
            FollowUpRepository followUps) {
        this.onBooked = onBooked;
        this.onCompleted = onCompleted;
        this.onAssessed = onAssessed;
        this.followUps = followUps;
    }

    record Session(UUID followUp, UUID appointment, UUID client, UUID therapist, UUID therapistAccount, Instant end) {}

    /** Cleo's low back was worked at 5; the session has just ended. */
    Session aSessionEnded(UUID client, UUID therapist, Instant end) {
        var appointment = UUID.randomUUID();
        var account = UUID.randomUUID();
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
                true);
        var completed = new SessionCompleted(
                appointment,
                client,
                therapist,
                end,
                List.of(
                        new SessionCompleted.WorkedRegion(BodyRegion.LOW_BACK, Intensity.of(5), Intensity.of(5)),
                        new SessionCompleted.WorkedRegion(BodyRegion.HIPS, null, null)));
        QuarkusTransaction.requiringNew().run(() -> onBooked.on(booked, delivery()));
        // Delivered twice: the second time changes nothing.
        for (int i = 0; i < 2; i++) {
            QuarkusTransaction.requiringNew().run(() -> onCompleted.on(completed, delivery()));
        }
        var id = QuarkusTransaction.requiringNew()
                .call(() -> followUps.ofAppointment(appointment).orElseThrow().id());
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
        QuarkusTransaction.requiringNew().run(() -> onAssessed.on(assessed, delivery()));
    }

    /** Types of the events written about a follow-up, in order, without the service's name and the version. */
    static List<String> eventsOf(UUID aggregate) {
        return rows("select type from feedback.outbox where aggregateid = '" + aggregate + "' order by seq").stream()
                .map(row -> row.get("type").toString().replace("feedback.", "").replace(".v1", ""))
                .toList();
    }

    static List<String> payloadsOf(UUID aggregate, String type) {
        return rows("select payload::text as payload from feedback.outbox where aggregateid = '" + aggregate
                        + "' and type = 'feedback." + type + ".v1' order by seq")
                .stream()
                .map(row -> row.get("payload").toString())
                .toList();
    }

    static List<Map<String, Object>> rows(String select) {
        try (var connection = PostgresResource.database().connect("feedback_owner");
                var statement = connection.createStatement();
                var found = statement.executeQuery(select)) {
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

    private static Delivery delivery() {
        return new Delivery(UUID.randomUUID(), "appointment", "x", 1, "x", Instant.parse("2026-03-01T08:00:00Z"));
    }
}
