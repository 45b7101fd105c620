package org.kneadwell.booking.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.calendar.AppointmentCalendar;
import org.kneadwell.booking.calendar.AppointmentCalendar.Method;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.kit.mail.Letter;
import org.kneadwell.kit.mail.Letter.Enclosure;
import org.kneadwell.kit.mail.MailComposer;
import org.kneadwell.kit.mail.MailOrder;

/** Decides, when a mail about an appointment goes out, whether it is still true, and puts it together. */
@ApplicationScoped
class AppointmentMails implements MailComposer {

    private final Bookings bookings;
    private final AppointmentCalendar calendar;
    private final MailWords words;
    private final Sql sql;
    private final Clock clock;

    AppointmentMails(Bookings bookings, AppointmentCalendar calendar, MailWords words, Sql sql, Clock clock) {
        this.bookings = bookings;
        this.calendar = calendar;
        this.words = words;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Set<String> kinds() {
        return Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Letter> compose(MailOrder order) {
        var kind = Kind.valueOf(order.kind());
        return bookings.find(order.subjectId())
                .filter(appointment -> isStillTrue(kind, order, appointment))
                .flatMap(appointment -> switch (kind) {
                    case WAITLIST_OFFER -> waiting(order).map(to -> toClient(kind, order, appointment, to));
                    case THERAPIST_REQUESTED, THERAPIST_CHANGED, THERAPIST_CANCELLED ->
                        Optional.of(toTherapist(kind, order, appointment));
                    // Whoever was erased is written to no more.
                    default ->
                        Optional.of(client(appointment))
                                .filter(client -> !client.email().isEmpty())
                                .map(client -> toClient(kind, order, appointment, client));
                });
    }

    private record Client(
            @Nullable String name,
            String email,
            Language language,
            @Nullable Instant offerUntil) {}

    private static Client client(AppointmentDetails appointment) {
        var email = appointment.clientEmail();
        if (email == null) {
            throw new IllegalStateException("An appointment that was asked for or booked names its client.");
        }
        return new Client(appointment.clientName(), email, Language.of(appointment.language()), null);
    }

    /** Who waits, while the offer stands. A hold does not know its client's name; the waitlist does. */
    private Optional<Client> waiting(MailOrder order) {
        var now = clock.instant();
        return sql
                .list(
                        """
                        select e.client_name, e.client_email, e.language, o.expires_at
                        from waitlist_offer o join waitlist_entry e on e.id = o.entry_id
                        where o.id = ? and o.state = 'open' and o.expires_at > ?
                        """,
                        row -> new Client(
                                row.getString("client_name"),
                                row.getString("client_email"),
                                Language.of(row.getString("language")),
                                Sql.instant(row, "expires_at")),
                        UUID.fromString(order.occasion()),
                        now)
                .stream()
                .findFirst();
    }

    /** A mail that waited, because the mail server was down, may have been overtaken; the newer mail then says it all. */
    private boolean isStillTrue(Kind kind, MailOrder order, AppointmentDetails appointment) {
        Instant now = clock.instant();
        boolean newest = order.occasion().equals(OnAppointmentChanged.occasion(appointment));
        boolean ahead = appointment.time().start().isAfter(now);
        String state = appointment.state();
        return switch (kind) {
            case REQUESTED, THERAPIST_REQUESTED -> state.equals("pending");
            case BOOKED, ACCEPTED ->
                state.equals("booked") && appointment.time().end().isAfter(now);
            case DECLINED, CANCELLED, THERAPIST_CANCELLED -> state.equals("cancelled");
            case LAPSED -> state.equals("expired");
            case CHANGED, THERAPIST_CHANGED -> newest && (state.equals("booked") || state.equals("pending"));
            case REMINDER -> newest && ahead && state.equals("booked");
            case WAITLIST_OFFER -> state.equals("held");
        };
    }

    private Letter toClient(Kind kind, MailOrder order, AppointmentDetails appointment, Client client) {
        var language = client.language();
        var name = MailWords.oneLine(client.name());
        var said = new MailWords.Said(
                language,
                kind.template(),
                name,
                language.with,
                MailWords.oneLine(appointment.therapistName()),
                appointment.time(),
                appointment.zone(),
                before(order),
                place(appointment),
                order.facts().get("by"),
                terms(kind, appointment, language, client.offerUntil()),
                switch (kind) {
                    // Nothing is left to see of it; other times are.
                    case WAITLIST_OFFER -> "/hold/" + appointment.id();
                    case DECLINED, LAPSED, CANCELLED -> "/therapists/" + appointment.therapistId();
                    default -> "/appointments/" + appointment.id();
                });
        var page = words.write(said);
        return new Letter(
                client.email(),
                name,
                page.subject(),
                page.text(),
                page.html(),
                entry(kind, appointment, said.terms().request()));
    }

    private Letter toTherapist(Kind kind, MailOrder order, AppointmentDetails appointment) {
        var name = MailWords.oneLine(appointment.therapistName());
        var reader = reader(appointment.therapistId());
        var said = new MailWords.Said(
                reader.language(),
                kind.template(),
                name,
                reader.language().withClient,
                MailWords.oneLine(appointment.clientName()),
                appointment.time(),
                appointment.zone(),
                before(order),
                place(appointment),
                order.facts().get("by"),
                terms(kind, appointment, reader.language(), null),
                "/therapist");
        var page = words.write(said);
        return new Letter(reader.email(), name, page.subject(), page.text(), page.html());
    }

    private MailWords.Terms terms(
            Kind kind, AppointmentDetails appointment, Language language, @Nullable Instant offerUntil) {
        var standing = standing(appointment.id());
        boolean request = !standing.agreed();
        Instant until = switch (kind) {
            case WAITLIST_OFFER -> offerUntil;
            default -> request ? appointment.expiresAt() : appointment.freeUntil();
        };
        var left = until == null || !until.isAfter(clock.instant()) ? null : until;
        // A session of a package is what is lost then, and no fee on top.
        var fee = standing.prepaid()
                        || appointment.lateFee() == null
                        || appointment.lateFee().signum() == 0
                ? null
                : language.money(appointment.lateFee(), appointment.priceCurrency());
        return new MailWords.Terms(
                left == null ? null : language.moment(left, appointment.zone()),
                fee,
                kind == Kind.CANCELLED && fee != null && standing.feeCharged(),
                standing.prepaid(),
                standing.sessionUsed(),
                request || (left != null && !standing.byTherapist()),
                request,
                method(kind, appointment, request) != null);
    }

    /**
     * What mails need to know beside its details.
     *
     * @param agreed whether it was ever booked
     * @param prepaid whether a session of a package pays for it
     * @param sessionUsed whether that session does not come back
     * @param byTherapist whether the therapist accepts each booking, so that a client may not move what is booked
     */
    private record Standing(
            boolean agreed, boolean feeCharged, boolean prepaid, boolean sessionUsed, boolean byTherapist) {}

    private Standing standing(UUID appointmentId) {
        return sql.list(
                        """
                        select a.booked_at is not null as agreed, a.late_fee_charged, s.appointment_id is not null as prepaid,
                          s.used_at is not null as session_used, coalesce(r.acceptance = 'by_therapist', false) as by_therapist
                        from appointment a
                          left join package_session s on s.appointment_id = a.id
                          left join booking_rules r on r.therapist_id = a.therapist_id
                        where a.id = ?
                        """,
                        row -> new Standing(
                                row.getBoolean("agreed"),
                                row.getBoolean("late_fee_charged"),
                                row.getBoolean("prepaid"),
                                row.getBoolean("session_used"),
                                row.getBoolean("by_therapist")),
                        appointmentId)
                .getFirst();
    }

    private record Reader(String email, Language language) {}

    private Reader reader(UUID therapistId) {
        return sql.list(
                        "select email, mail_language from therapist where id = ?",
                        row -> new Reader(row.getString("email"), Language.of(row.getString("mail_language"))),
                        therapistId)
                .getFirst();
    }

    /** No reply is asked for, so no calendar answers by mail; UID and SEQUENCE let it move the entry it has. */
    private List<Enclosure> entry(Kind kind, AppointmentDetails appointment, boolean request) {
        var method = method(kind, appointment, request);
        return method == null
                ? List.of()
                : List.of(new Enclosure(
                        "appointment.ics",
                        "text/calendar; charset=utf-8; method=" + method.name(),
                        calendar.ics(appointment, method)));
    }

    /** What a calendar is told; a request was never put into one. */
    private static @Nullable Method method(Kind kind, AppointmentDetails appointment, boolean request) {
        return switch (kind) {
            case BOOKED, ACCEPTED, CHANGED -> appointment.state().equals("booked") ? Method.PUBLISH : null;
            case CANCELLED -> request ? null : Method.CANCEL;
            default -> null;
        };
    }

    private static @Nullable Instant before(MailOrder order) {
        var before = order.facts().get("before");
        return before == null ? null : Instant.parse(before);
    }

    private static String place(AppointmentDetails appointment) {
        var room = appointment.roomName() == null ? "" : ", " + appointment.roomName();
        return MailWords.oneLine(appointment.locationName() + room + ", " + appointment.locationAddress());
    }
}
