package org.kneadwell.benchmarks.events;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.BareLibrary;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.EventHandler;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.outbox.Outbox;

/** Events of booking-service about appointments that were never made. */
final class Appointments implements AutoCloseable {

    static final String SCHEMA = "booking";

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    private static final String AGGREGATE = "appointment";

    private final Outbox outbox;

    Appointments(EventDatabase database) throws SQLException {
        outbox = BareLibrary.outbox(database.pool("booking"), EventDatabase.REGISTRY, SCHEMA);
    }

    /** Tells of a booking, as booking-service does: through the library, in a transaction of its own. */
    UUID book(UUID appointment) throws Exception {
        EventDatabase.TRANSACTIONS.begin();
        var id = append(appointment);
        EventDatabase.TRANSACTIONS.commit();
        return id;
    }

    /** The same in the running transaction. */
    UUID append(UUID appointment) {
        return outbox.append(new NewEvent(
                AGGREGATE, appointment.toString(), EventTypes.of(AppointmentBooked.class), booked(appointment)));
    }

    static AppointmentBooked booked(UUID appointment) {
        var client = new UUID(1, 1);
        var therapist = new UUID(2, 2);
        return new AppointmentBooked(
                appointment,
                client,
                "Mira Client",
                "mira@example.test",
                therapist,
                therapist,
                "Tom Therapist",
                "tom@example.test",
                "Deep tissue",
                START,
                START.plusSeconds(3600),
                ZONE,
                false,
                "en");
    }

    /** Handlers that do no more than tell of each event, like those of the peers. */
    static List<EventHandler<?>> tellingOnly(Consumer<Delivery> told) {
        return List.of(new Telling<>(AppointmentBooked.class, told), new Telling<>(AppointmentCancelled.class, told));
    }

    record Telling<T>(Class<T> payloadType, Consumer<Delivery> told) implements EventHandler<T> {

        @Override
        public String type() {
            return payloadType == AppointmentBooked.class
                    ? EventTypes.of(AppointmentBooked.class)
                    : EventTypes.of(AppointmentCancelled.class);
        }

        @Override
        public void on(T payload, Delivery delivery) {
            told.accept(delivery);
        }
    }

    /**
     * Writes a backlog, each of half as many appointments booked and then cancelled, a hundred events a transaction.
     *
     * @param name of the appointments, which differ with it
     */
    static void backlog(EventDatabase database, String name, int events) throws SQLException {
        backlog(database, name, events, "(now() at time zone 'UTC')::date");
    }

    /** @param day that it is said to have been written on, as SQL; a partition for it must be there */
    static void backlog(EventDatabase database, String name, int events, String day) throws SQLException {
        database.execute("""
                do $$
                declare
                  appointments int := %d;
                begin
                  for lot in 0..%d loop
                    insert into booking.outbox (created_on, aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)
                    select %s, 'appointment', a.id, 1 + i / appointments,
                      case when i < appointments then 'booking.appointment-booked.v1' else 'booking.appointment-cancelled.v1' end,
                      'https://kneadwell.org/schemas/',
                      case when i < appointments
                        then jsonb_build_object('appointmentId', a.id, 'clientId', a.id, 'clientName', 'Mira Client',
                          'clientEmail', 'mira@example.test', 'therapistId', a.id, 'therapistAccountId', a.id,
                          'therapistName', 'Tom Therapist', 'therapistEmail', 'tom@example.test', 'serviceName', 'Deep tissue',
                          'start', '2026-03-02T15:00:00Z', 'end', '2026-03-02T16:00:00Z', 'zone', 'America/New_York',
                          'firstVisit', false)
                        else jsonb_build_object('appointmentId', a.id, 'clientId', a.id, 'therapistId', a.id,
                          'cancelledAt', '2026-03-01T15:00:00Z', 'cancelledBy', 'client') end,
                      now()
                    from generate_series(lot * 100, lot * 100 + 99) i, lateral (select md5('%s ' || i %% appointments)::uuid::text as id) a
                    order by i;
                    commit;
                  end loop;
                end $$
                """.formatted(events / 2, events / 100 - 1, day, name));
    }

    @Override
    public void close() {
        BareLibrary.stop(outbox);
    }
}
