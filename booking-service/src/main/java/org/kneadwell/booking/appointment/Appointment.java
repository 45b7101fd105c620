package org.kneadwell.booking.appointment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentState.Booked;
import org.kneadwell.booking.appointment.AppointmentState.Cancelled;
import org.kneadwell.booking.appointment.AppointmentState.Completed;
import org.kneadwell.booking.appointment.AppointmentState.Expired;
import org.kneadwell.booking.appointment.AppointmentState.Held;
import org.kneadwell.booking.appointment.AppointmentState.NoShow;
import org.kneadwell.booking.appointment.AppointmentState.Pending;
import org.kneadwell.booking.slot.BookingTerms;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.Workplace;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/** Time of a therapist that a client holds, has booked, had, or gave up. Its terms are those of the moment it was made. */
@Entity
@Table(name = "appointment")
class Appointment {

    static final SealedTable SEALED = new SealedTable("appointment");

    /** How long a client may cancel free of charge after somebody else moved the session, if it does not begin before. */
    private static final Duration TIME_TO_REACT = Duration.ofHours(24);

    @Id
    private UUID id;

    @Version
    private int version;

    private String state;

    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "client_name")
    private @Nullable String clientName;

    @Column(name = "client_email")
    private @Nullable String clientEmail;

    @Column(name = "therapist_id")
    private UUID therapistId;

    @Column(name = "therapist_account_id")
    private UUID therapistAccountId;

    @Column(name = "therapist_name")
    private String therapistName;

    @Column(name = "service_id")
    private UUID serviceId;

    @Column(name = "service_name")
    private String serviceName;

    @Column(name = "service_minutes")
    private int serviceMinutes;

    @Column(name = "price_amount")
    private BigDecimal priceAmount;

    @Column(name = "price_currency")
    private String priceCurrency;

    @Column(name = "location_id")
    private UUID locationId;

    @Column(name = "location_name")
    private String locationName;

    @Column(name = "location_address")
    private String locationAddress;

    @Column(name = "room_id")
    private @Nullable UUID roomId;

    @Column(name = "room_name")
    private @Nullable String roomName;

    private String zone;

    private int sequence;

    @Column(name = "client_language")
    private String clientLanguage;

    @Column(name = "free_until")
    private @Nullable Instant freeUntil;

    @Column(name = "late_fee")
    private @Nullable BigDecimal lateFee;

    @Column(name = "late_fee_charged")
    private boolean lateFeeCharged;

    @Column(name = "held_behind_offer")
    private boolean heldBehindOffer;

    @Column(name = "start_at")
    private Instant startAt;

    @Column(name = "end_at")
    private Instant endAt;

    @Column(name = "blocked_from")
    private Instant blockedFrom;

    @Column(name = "blocked_until")
    private Instant blockedUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "first_visit")
    private boolean firstVisit;

    @Column(name = "booked_at")
    private @Nullable Instant bookedAt;

    @Column(name = "session_started_at")
    private @Nullable Instant sessionStartedAt;

    @Column(name = "closed_at")
    private @Nullable Instant closedAt;

    @Column(name = "closed_by")
    private @Nullable String closedBy;

    /** Why it was cancelled, if that was said. */
    private byte @Nullable [] sealed;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields itself
    protected Appointment() {}

    /** A hold on one offered slot. */
    @SuppressWarnings("NullAway.Init") // the version is Hibernate's
    Appointment(
            UUID id,
            UUID clientId,
            Offer offer,
            Workplace place,
            TimeSlot slot,
            boolean firstVisit,
            boolean behindOffer,
            Instant now,
            Instant expiresAt) {
        this.id = id;
        this.state = new Held(expiresAt).key();
        this.clientId = clientId;
        this.clientLanguage = "en";
        this.therapistId = offer.therapistId();
        this.therapistAccountId = offer.therapistAccountId();
        this.therapistName = offer.therapistName();
        this.createdAt = now;
        this.expiresAt = expiresAt;
        this.firstVisit = firstVisit;
        this.heldBehindOffer = behindOffer;
        take(offer, place, slot);
    }

    private void take(Offer offer, Workplace place, TimeSlot slot) {
        serviceId = offer.serviceId();
        serviceName = offer.serviceName();
        serviceMinutes = Math.toIntExact(offer.rules().length().toMinutes());
        priceAmount = offer.priceAmount();
        priceCurrency = offer.priceCurrency();
        locationId = place.locationId();
        locationName = place.name();
        locationAddress = place.address();
        roomId = place.room() == null ? null : place.room().id();
        roomName = place.room() == null ? null : place.room().name();
        zone = place.zone().getId();
        startAt = slot.start();
        endAt = slot.end();
        blockedFrom = slot.start().minus(offer.rules().bufferBefore());
        blockedUntil = slot.end().plus(offer.rules().bufferAfter());
    }

    /** A hold whose time has run out is expired at that very instant, whether or not anybody has written it down. */
    AppointmentState state(Instant now) {
        return switch (state) {
            case "held" -> expiresAt != null && now.isBefore(expiresAt) ? new Held(expiresAt) : new Expired();
            case "pending" -> expiresAt != null && now.isBefore(expiresAt) ? new Pending(expiresAt) : new Expired();
            case "booked" -> new Booked();
            case "cancelled" -> new Cancelled(closedAt(), closedBy());
            case "completed" -> new Completed(closedAt());
            case "no_show" -> new NoShow(closedAt());
            case "expired" -> new Expired();
            default -> throw new IllegalStateException("No such state: " + state);
        };
    }

    /** @return whether it was a live hold and is booked, or asked for, now */
    boolean book(BookingClient client, boolean firstVisit, BookingTerms terms, Instant now) {
        if (!(state(now) instanceof Held)) {
            return false;
        }
        clientName = client.name();
        clientEmail = client.email();
        clientLanguage = client.language();
        this.firstVisit = firstVisit;
        agreeTo(terms);
        if (terms.byTherapist()) {
            expiresAt = terms.answerBy(now, startAt);
            state = new Pending(expiresAt).key();
        } else {
            stand(now);
        }
        return true;
    }

    private void agreeTo(BookingTerms terms) {
        freeUntil = terms.freeUntil(startAt);
        lateFee = terms.lateFee(priceAmount, priceCurrency);
    }

    private void stand(Instant now) {
        state = new Booked().key();
        expiresAt = null;
        bookedAt = now;
    }

    /** @return whether it waited for the therapist's answer and is booked now */
    boolean accept(Instant now) {
        if (!(state(now) instanceof Pending)) {
            return false;
        }
        stand(now);
        return true;
    }

    /** @return whether it waited for the therapist's answer and is cancelled now */
    boolean decline(byte @Nullable [] sealedReason, Instant now) {
        if (!(state(now) instanceof Pending)) {
            return false;
        }
        sealed = sealedReason;
        close(new Cancelled(now, Party.THERAPIST), Party.THERAPIST, now);
        return true;
    }

    /**
     * Takes another time. Its client agrees to the terms of now by moving it; on whom the move is imposed, nothing else is.
     * Whether the time is free is decided before, and by the constraints.
     */
    void move(Offer offer, Workplace place, TimeSlot slot, Party by, Instant now) {
        BigDecimal price = priceAmount;
        String currency = priceCurrency;
        Instant free = freeUntil == null ? null : freeAfterImposedMove(freeUntil, slot.start(), now);
        take(offer, place, slot);
        if (by == Party.CLIENT) {
            agreeTo(offer.terms());
        } else {
            priceAmount = price;
            priceCurrency = currency;
            freeUntil = free;
        }
        if (state(now) instanceof Pending) {
            expiresAt = offer.terms().answerBy(now, startAt);
        }
        sequence++;
    }

    /**
     * As long before the start as was agreed, and never less than the client had before, or than the client has a day to react to the
     * move; but the session itself is not free.
     */
    private Instant freeAfterImposedMove(Instant before, Instant newStart, Instant now) {
        Instant free = Stream.of(newStart.minus(Duration.between(before, startAt)), before, now.plus(TIME_TO_REACT))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return free.isBefore(newStart) ? free : newStart;
    }

    /** Writes down that its time to be booked, or to be accepted, has run out. */
    void lapse() {
        state = new Expired().key();
    }

    /** Ends a hold before its time. */
    void letGo(Instant now) {
        if (state(now) instanceof Held) {
            state = new Expired().key();
            expiresAt = now;
        }
    }

    /** @return whether it was agreed and is cancelled now */
    boolean cancel(Party by, byte @Nullable [] sealedReason, Instant now) {
        return switch (state(now)) {
            case Booked _, Pending _ -> {
                sealed = sealedReason;
                sequence++;
                lateFeeCharged = by == Party.CLIENT && bookedAt != null && lateFor(now);
                close(new Cancelled(now, by), by, now);
                yield true;
            }
            case Held _, Cancelled _, Completed _, NoShow _, Expired _ -> false;
        };
    }

    /** Whether the client may no longer cancel free of charge, and that costs something. */
    private boolean lateFor(Instant now) {
        return freeUntil != null && now.isAfter(freeUntil) && lateFee != null && lateFee.signum() > 0;
    }

    /** @return whether it was booked and had not begun */
    boolean startSession(Instant now) {
        if (!(state(now) instanceof Booked) || sessionStartedAt != null) {
            return false;
        }
        sessionStartedAt = now;
        return true;
    }

    /** @return whether its session was going on and is over now */
    boolean complete(Instant now) {
        if (!(state(now) instanceof Booked) || sessionStartedAt == null) {
            return false;
        }
        close(new Completed(now), Party.THERAPIST, now);
        return true;
    }

    /** @return whether it was booked, its session had not begun, and it is a no-show now */
    boolean noShow(Instant now) {
        if (!(state(now) instanceof Booked) || sessionStartedAt != null) {
            return false;
        }
        lateFeeCharged = lateFor(now);
        close(new NoShow(now), Party.THERAPIST, now);
        return true;
    }

    /** Its client, always; its therapist, once it was asked for. */
    /** Null: none was given, or it was let go of. */
    @Nullable
    String cancelReason(Vault vault) {
        return sealed == null ? null : vault.open(SEALED.place(clientId, id), sealed, String.class);
    }

    boolean mayBeSeenBy(UUID account) {
        return account.equals(clientId) || (account.equals(therapistAccountId) && clientName != null);
    }

    private void close(AppointmentState end, Party by, Instant now) {
        state = end.key();
        closedBy = by.key();
        closedAt = now;
    }

    private Instant closedAt() {
        if (closedAt == null) {
            throw new IllegalStateException("A closed appointment says when: " + id);
        }
        return closedAt;
    }

    private Party closedBy() {
        if (closedBy == null) {
            throw new IllegalStateException("A closed appointment says by whom: " + id);
        }
        return Party.valueOf(closedBy.toUpperCase(Locale.ROOT));
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    UUID clientId() {
        return clientId;
    }

    @Nullable
    String clientName() {
        return clientName;
    }

    @Nullable
    String clientEmail() {
        return clientEmail;
    }

    UUID therapistId() {
        return therapistId;
    }

    UUID therapistAccountId() {
        return therapistAccountId;
    }

    String therapistName() {
        return therapistName;
    }

    UUID serviceId() {
        return serviceId;
    }

    String serviceName() {
        return serviceName;
    }

    int serviceMinutes() {
        return serviceMinutes;
    }

    BigDecimal priceAmount() {
        return priceAmount;
    }

    String priceCurrency() {
        return priceCurrency;
    }

    UUID locationId() {
        return locationId;
    }

    @Nullable
    UUID roomId() {
        return roomId;
    }

    @Nullable
    String roomName() {
        return roomName;
    }

    int sequence() {
        return sequence;
    }

    String clientLanguage() {
        return clientLanguage;
    }

    @Nullable
    Instant freeUntil() {
        return freeUntil;
    }

    @Nullable
    BigDecimal lateFee() {
        return lateFee;
    }

    boolean lateFeeCharged() {
        return lateFeeCharged;
    }

    boolean heldBehindOffer() {
        return heldBehindOffer;
    }

    boolean agreed() {
        return bookedAt != null;
    }

    String locationName() {
        return locationName;
    }

    String locationAddress() {
        return locationAddress;
    }

    String zone() {
        return zone;
    }

    TimeSlot time() {
        return new TimeSlot(startAt, endAt);
    }

    /** The time with the buffers it was made with. */
    TimeSlot blocked() {
        return new TimeSlot(blockedFrom, blockedUntil);
    }

    /** When its hold ends; only of a hold. */
    Instant holdEnds() {
        if (expiresAt == null) {
            throw new IllegalStateException("Not a hold: " + id);
        }
        return expiresAt;
    }

    boolean firstVisit() {
        return firstVisit;
    }

    @Nullable
    Instant sessionStartedAt() {
        return sessionStartedAt;
    }
}
