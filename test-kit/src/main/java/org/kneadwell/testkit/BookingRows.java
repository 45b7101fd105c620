package org.kneadwell.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Therapists and clients written straight into booking's schema, for tests that need many of them or need them beneath a
 * packaged service. Everybody is in the same jurisdiction and time zone.
 */
public final class BookingRows implements AutoCloseable {

    private static final String EVERYTHING = """
            {"assessed": {"bookable": true, "ceiling": 7, "needsModifiedPressure": false, "excludedStyles": [],
              "excludedOnFirstVisit": [], "goals": [], "focusAreas": [], "leftReason": "na",
              "statedAt": "2026-01-01T00:00:00Z", "startLighter": false, "wantMovement": false}, "regions": []}""";

    private final String zone;
    private final Connection connection;

    /** @param zone where everybody lives and works, such as {@code America/New_York} */
    public BookingRows(TestDatabase database, String zone) {
        this.zone = zone;
        try {
            connection = database.connect("booking_owner");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A therapist and the account he signs in with. */
    public record Therapist(UUID id, UUID accountId, UUID locationId) {}

    public UUID location() {
        UUID id = UUID.randomUUID();
        update("""
                insert into location (id, version, name, address, jurisdiction, zone, created_at)
                values (?, 0, 'Quiet Room', '1 Elm Street', 'R1', ?, now())
                """, id, zone);
        return id;
    }

    /** Published, with a licence for more than a year, works daily from 09:00 to 17:00. */
    public Therapist therapist(UUID locationId) {
        return therapists(locationId, 1).getFirst();
    }

    public List<Therapist> therapists(UUID locationId, int count) {
        List<Therapist> made = Stream.generate(() -> new Therapist(UUID.randomUUID(), UUID.randomUUID(), locationId))
                .limit(count)
                .toList();
        Object ids = made.stream().map(Therapist::id).toArray(UUID[]::new);
        update("""
                insert into therapist (id, version, account_id, name, email, location_id, styles, regions, intensity_low,
                  intensity_high, talks_about_pressure, intake_process, communicates_consent, modifies_pressure, starts_lighter,
                  movement_work, therapeutic_experience, created_at, published_at)
                select id, 0, account, 'Ada', 'ada@example.test', ?, '{relaxation}', '{low_back}', 2, 7, true, true, true, true,
                  true, true, true, now(), now()
                from unnest(?::uuid[], ?::uuid[]) as made (id, account)
                """, locationId, ids, made.stream().map(Therapist::accountId).toArray(UUID[]::new));
        update("""
                insert into licence (id, version, therapist_id, jurisdiction, number, valid_from, valid_until, created_at,
                  verified_at, verified_by)
                select gen_random_uuid(), 0, id, 'R1', id::text, current_date - 30, current_date + 400, now(), now(),
                  gen_random_uuid()
                from unnest(?::uuid[]) as made (id)
                """, ids);
        update("""
                insert into working_hours (therapist_id, day, from_time, to_time)
                select id, day, '09:00', '17:00' from unnest(?::uuid[]) as made (id), generate_series(1, 7) as day
                """, ids);
        return made;
    }

    public UUID service(UUID therapistId, int minutes) {
        return services(List.of(therapistId), minutes).getFirst();
    }

    /** One service of this length for each of these therapists, in their order. */
    public List<UUID> services(List<UUID> therapistIds, int minutes) {
        List<UUID> made = therapistIds.stream().map(_ -> UUID.randomUUID()).toList();
        update("""
                insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, created_at)
                select id, 0, therapist, ? || ' minutes', ?, 80, 'USD', now()
                from unnest(?::uuid[], ?::uuid[]) as made (id, therapist)
                """, minutes, minutes, made.toArray(UUID[]::new), therapistIds.toArray(UUID[]::new));
        return made;
    }

    /** From now on this session needs a room. */
    public void needsRoom(UUID serviceId) {
        update("update service set needs_room = true where id = ?", serviceId);
    }

    public UUID room(UUID locationId) {
        UUID id = UUID.randomUUID();
        update("""
                insert into room (id, version, location_id, name, created_at)
                values (?, 0, ?, 'Room ' || (select count(*) from room where location_id = ?), now())
                """, id, locationId, locationId);
        return id;
    }

    /** From now on nothing is booked with this therapist before he has accepted it. */
    public void acceptsEachBooking(UUID therapistId) {
        update("""
                insert into booking_rules (therapist_id, interval_minutes, buffer_before_minutes, buffer_after_minutes,
                  notice_minutes, horizon_days, grid, gaps, acceptance)
                values (?, 30, 0, 15, 120, 60, 'from_window_start', 'any', 'by_therapist')
                """, therapistId);
    }

    /** A client whose intake allows everything. */
    public UUID client() {
        return clients(1).getFirst();
    }

    /** Of a packaged booking-service that has been started. */
    public List<UUID> clients(int count) {
        return clients(Stream.generate(() -> EVERYTHING).limit(count).toList());
    }

    /** @param needs what is known of each client's intake, as JSON like {@code booking.client.Needs} */
    public List<UUID> clients(List<String> needs) {
        var seals = new SealedRows(PackagedService.masterKeyset("booking-service"));
        List<UUID> made = needs.stream().map(_ -> UUID.randomUUID()).toList();
        UUID[] ids = made.toArray(UUID[]::new);
        byte[][] wrapped = new byte[ids.length][];
        byte[][] sealed = new byte[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            var key = seals.newKey(ids[i]);
            wrapped[i] = key.wrapped();
            sealed[i] = key.seal("client_needs", ids[i], needs.get(i));
        }
        update("""
                insert into client_profile (client_id, version, jurisdiction, time_zone)
                select id, 0, 'R1', ? from unnest(?::uuid[]) as made (id)
                """, zone, ids);
        update("""
                insert into client_key (client_id, keyset, master_key, made_at)
                select id, keyset, ?, now() from unnest(?::uuid[], ?::bytea[]) as made (id, keyset)
                """, seals.masterKey(), ids, wrapped);
        update("""
                insert into client_needs (client_id, intake_version, assessed_at, sealed)
                select id, 1, now(), sealed from unnest(?::uuid[], ?::bytea[]) as made (id, sealed)
                """, ids, sealed);
        return made;
    }

    public int update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The rows, each as a list of what {@code getObject} gives. */
    public List<List<Object>> query(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            var found = new ArrayList<List<Object>>();
            while (row.next()) {
                var one = new ArrayList<Object>(columns);
                for (int column = 1; column <= columns; column++) {
                    one.add(row.getObject(column));
                }
                found.add(Collections.unmodifiableList(one));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof UUID[] ids) {
                statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
            } else if (values[i] instanceof byte[][] all) {
                statement.setArray(i + 1, connection.createArrayOf("bytea", all));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
