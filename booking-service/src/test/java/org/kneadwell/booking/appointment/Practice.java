package org.kneadwell.booking.appointment;

import static io.restassured.RestAssured.given;

import io.quarkus.arc.Arc;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.booking.client.Told;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.PayloadSeal;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.Tokens;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;

/**
 * A therapist of one's own for a test: works daily 09:00–17:00 in New York (14:00–22:00Z in winter), one session of 60 and one
 * of 90 minutes, every 30 minutes, 15 minutes kept free after each, two hours' notice, 60 days ahead.
 */
public final class Practice {

    /** A Monday, 03:00 in New York. */
    public static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    public static final String ZONE = "America/New_York";

    public final UUID therapistId = UUID.randomUUID();
    public final UUID accountId = UUID.randomUUID();
    public final UUID locationId = UUID.randomUUID();
    public final UUID hour = UUID.randomUUID();
    public final UUID hourAndHalf = UUID.randomUUID();

    private Practice() {}

    public static Practice open() {
        SettableClock.shared().set(NOW);
        var practice = new Practice();
        practice.store("""
                insert into location (id, version, name, address, jurisdiction, zone, created_at)
                values (?, 0, 'Quiet Room', '1 Elm Street', 'R1', ?, now())
                """, practice.locationId, ZONE);
        practice.store("""
                insert into therapist (id, version, account_id, name, email, location_id, styles, regions, intensity_low,
                  intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure, starts_lighter,
                  movement_work, therapeutic_experience, created_at, published_at)
                values (?, 0, ?, 'Ada', 'ada@example.test', ?, '{relaxation}', '{low_back}', 2, 7, true, true, true, true, true,
                  true, true, now(), now())
                """, practice.therapistId, practice.accountId, practice.locationId);
        practice.store(
                """
                insert into licence (id, version, therapist_id, jurisdiction, number, valid_from, valid_until, created_at,
                  verified_at, verified_by)
                values (?, 0, ?, 'R1', ?, '2026-01-01', '2026-12-31', now(), now(), ?)
                """, UUID.randomUUID(), practice.therapistId, practice.therapistId.toString(), UUID.randomUUID());
        for (int day = 1; day <= 7; day++) {
            practice.store(
                    "insert into working_hours (therapist_id, day, from_time, to_time) values (?, ?, '09:00', '17:00')",
                    practice.therapistId,
                    day);
        }
        practice.offer(practice.hour, "Hour", 60);
        practice.offer(practice.hourAndHalf, "Hour and a half", 90);
        return practice;
    }

    private void offer(UUID serviceId, String name, int minutes) {
        store("""
                insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                values (?, 0, ?, ?, ?, 80, 'USD', now())
                """, serviceId, therapistId, name, minutes);
    }

    /** A client in the same jurisdiction whose intake allows everything. */
    public static UUID aClient() {
        UUID client = aStranger();
        assessed(client, 7);
        return client;
    }

    /** From now on the client may have no session. */
    public static void mayNotCome(UUID client) {
        assessed(client, 0);
    }

    private static void assessed(UUID client, int ceiling) {
        Told.shared()
                .assessed(
                        Told.wishes(client, ceiling, Set.of(), Set.of(), Set.of(), LeftReason.NA), nextVersion(client));
    }

    /** Of what intake-service says of the client. */
    private static long nextVersion(UUID client) {
        return query("select intake_version::text from client_needs where client_id = ?", client).stream()
                        .mapToLong(Long::parseLong)
                        .sum()
                + 1;
    }

    /** A client who has said where they are and has not filled in an intake. */
    public static UUID aStranger() {
        UUID client = UUID.randomUUID();
        insert(
                "insert into client_profile (client_id, version, jurisdiction, time_zone) values (?, 0, 'R1', ?)",
                client,
                ZONE);
        return client;
    }

    /** Another location, in R1. */
    public static UUID aLocation(String name, String zone) {
        UUID location = UUID.randomUUID();
        insert("""
                insert into location (id, version, name, address, jurisdiction, zone, created_at)
                values (?, 0, ?, '2 Oak Street', 'R1', ?, now())
                """, location, name, zone);
        return location;
    }

    /** Another therapist at the same location as this one, who works the same hours. */
    public Practice colleague() {
        Practice other = open();
        insert("update therapist set location_id = ? where id = ?", locationId, other.therapistId);
        return other;
    }

    /** Changes some of the booking rules, the others being the defaults. */
    public void rules(Map<String, Object> changed) {
        String path = "/api/booking/v1/therapists/" + therapistId + "/booking-rules";
        var before = as(asTherapist()).get(path).then().statusCode(200).extract();
        Map<String, Object> rules = new HashMap<>(before.jsonPath().getMap("$"));
        rules.putAll(changed);
        as(asTherapist())
                .header("If-Match", before.header("ETag"))
                .body(rules)
                .put(path)
                .then()
                .statusCode(200);
    }

    /** What the client's plan says of one region. */
    public void region(UUID client, String region, Integer target, Integer start) {
        Told.shared()
                .planChanged(
                        client,
                        NOW,
                        nextVersion(client),
                        false,
                        new RegionTarget(
                                BodyRegion.valueOf(region.toUpperCase(Locale.ROOT)),
                                target == null ? null : Intensity.of(target),
                                target == null ? null : IntensityBand.of(target - 1, target),
                                start == null ? null : Intensity.of(start)));
    }

    public String asTherapist() {
        return Tokens.therapist(accountId);
    }

    public Map<String, Object> wish(UUID serviceId, String start) {
        return Map.of("therapistId", therapistId, "serviceId", serviceId, "start", start);
    }

    public ValidatableResponse hold(UUID client, UUID serviceId, String start) {
        return post(Tokens.client(client), "/holds", wish(serviceId, start));
    }

    public String held(UUID client, String start) {
        return hold(client, hour, start).statusCode(201).extract().path("id");
    }

    /** A booked hour at this start. */
    public String booked(UUID client, String start) {
        String hold = held(client, start);
        return book(client, hold).statusCode(201).extract().path("id");
    }

    public static ValidatableResponse book(UUID client, String holdId) {
        return post(Tokens.client(client), "/appointments", Map.of("holdId", holdId));
    }

    public static ValidatableResponse post(String token, String path, Object body) {
        return as(token)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post("/api/booking/v1" + path)
                .then();
    }

    public static ValidatableResponse post(String token, String path) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID())
                .post("/api/booking/v1" + path)
                .then();
    }

    public static ValidatableResponse get(String token, String path) {
        return given().auth().oauth2(token).get("/api/booking/v1" + path).then();
    }

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    public static void after(Duration time) {
        SettableClock.shared().advance(time);
    }

    public static void at(String instant) {
        SettableClock.shared().set(Instant.parse(instant));
    }

    /** Types of the events written for an appointment, in order. */
    public static List<String> eventsOf(String appointmentId) {
        return query("select type from booking.outbox where aggregateid = ? order by seq", appointmentId);
    }

    /** Every pair of this therapist's blocking appointments that overlap, buffers included: the checker of the tests. */
    public List<String> overlaps() {
        return query("""
                select a.id || ' ' || b.id from booking.appointment a join booking.appointment b
                  on a.therapist_id = b.therapist_id and a.id < b.id
                  and a.blocked_from < b.blocked_until and b.blocked_from < a.blocked_until
                where a.therapist_id = ? and a.state in ('held', 'pending', 'booked', 'completed', 'no_show')
                  and b.state in ('held', 'pending', 'booked', 'completed', 'no_show')
                """, therapistId);
    }

    /** What the events of this type say about an appointment, as their consumers read it. */
    public static List<String> payloadsOf(String appointment, String type) {
        var seal = Arc.container().select(PayloadSeal.class).get();
        var told = new Delivery(UUID.randomUUID(), "appointment", appointment, 1, type, NOW);
        return query(
                        "select payload::text from outbox where aggregateid = ? and type = ? order by seq",
                        appointment,
                        type)
                .stream()
                .map(payload -> seal.open(told, payload))
                .toList();
    }

    public static List<String> query(String sql, Object... values) {
        try (Connection connection = PostgresResource.database().connect("booking_owner");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<String>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The SQLState with which the database refuses a statement of the owner; empty if it does not. */
    public static String sqlState(String sql, Object... values) {
        try {
            insert(sql, values);
            return "";
        } catch (IllegalStateException refused) {
            return ((SQLException) refused.getCause()).getSQLState();
        }
    }

    public static void update(String sql, Object... values) {
        insert(sql, values);
    }

    public void store(String sql, Object... values) {
        insert(sql, values);
    }

    private static void insert(String sql, Object... values) {
        try (Connection connection = PostgresResource.database().connect("booking_owner")) {
            connection.createStatement().execute("set search_path to booking");
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
