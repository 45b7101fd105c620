package org.kneadwell.booking.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.Visit;
import org.kneadwell.booking.appointment.Visits;
import org.kneadwell.booking.client.PressurePlans;
import org.kneadwell.booking.session.SessionOutcome.BegunAlready;
import org.kneadwell.booking.session.SessionOutcome.CheckedIn;
import org.kneadwell.booking.session.SessionOutcome.ClientNotCleared;
import org.kneadwell.booking.session.SessionOutcome.Done;
import org.kneadwell.booking.session.SessionOutcome.NotBooked;
import org.kneadwell.booking.session.SessionOutcome.NotGoingOn;
import org.kneadwell.booking.session.SessionOutcome.TooEarly;
import org.kneadwell.booking.session.SessionOutcome.TooLate;
import org.kneadwell.booking.session.SessionOutcome.Unknown;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.events.SessionCompleted.WorkedRegion;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** Runs a session: its appointment's therapist begins it, checks in, and completes it once. */
@ApplicationScoped
class SessionService {

    /** How long before its start a session may begin. */
    static final Duration EARLY = Duration.ofMinutes(30);

    /** How long after its end it may still begin: follow-ups are counted from the end of the session, so it must be about right. */
    static final Duration LATE = Duration.ofHours(12);

    private final SessionRepository sessions;
    private final CheckInRepository checkIns;
    private final Visits visits;
    private final PressurePlans plans;
    private final Events events;
    private final Vault vault;
    private final ClientScope scope;
    private final CallersLanguage language;
    private final Clock clock;

    SessionService(
            SessionRepository sessions,
            CheckInRepository checkIns,
            Visits visits,
            PressurePlans plans,
            Events events,
            Vault vault,
            ClientScope scope,
            CallersLanguage language,
            Clock clock) {
        this.sessions = sessions;
        this.checkIns = checkIns;
        this.visits = visits;
        this.plans = plans;
        this.events = events;
        this.vault = vault;
        this.scope = scope;
        this.language = language;
        this.clock = clock;
    }

    @Transactional
    SessionOutcome start(UUID accountId, UUID appointmentId) {
        Instant now = now();
        Optional<Visit> found = lock(appointmentId, accountId, now);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Visit visit = found.get();
        if (visit.startedAt() != null) {
            return new BegunAlready();
        }
        if (!visit.booked()) {
            return new NotBooked(visit.state());
        }
        Instant opens = visit.time().start().minus(EARLY);
        if (now.isBefore(opens)) {
            return new TooEarly(opens);
        }
        if (now.isAfter(visit.time().end().plus(LATE))) {
            return new TooLate();
        }
        var plan = plans.of(visit.clientId());
        if (!plan.mayBeTreated()) {
            return new ClientNotCleared();
        }
        visits.start(appointmentId, accountId, now);
        var session = new Session(appointmentId, visit.clientId(), now, RegionAim.of(plan.regions()), vault);
        sessions.persistAndFlush(session);
        return new Done(SessionView.of(session, List.of(), language.get()), session.version());
    }

    @Transactional
    SessionOutcome checkIn(UUID accountId, UUID appointmentId, CheckIn checkIn) {
        Instant now = now();
        Optional<Visit> found = lock(appointmentId, accountId, now);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Session session = sessions.of(appointmentId).orElse(null);
        if (session == null || session.endedAt() != null) {
            return new NotGoingOn();
        }
        UUID clientId = found.get().clientId();
        RegionAim aim = session.aim(checkIn.region(), RegionAim.ifUnsaid(plans.of(clientId)));
        var recorded =
                new RecordedCheckIn(Ids.next(), appointmentId, clientId, now, checkIn, Advice.on(checkIn, aim), vault);
        checkIns.persist(recorded);
        return new CheckedIn(SessionView.Made.of(recorded, language.get()));
    }

    @Transactional
    SessionOutcome complete(UUID accountId, UUID appointmentId, Set<BodyRegion> worked) {
        Instant now = now();
        Optional<Visit> found = lock(appointmentId, accountId, now);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Session session = sessions.of(appointmentId).orElse(null);
        if (session == null || session.endedAt() != null) {
            return new NotGoingOn();
        }
        session.complete(worked, now, vault);
        visits.complete(appointmentId, accountId, now);
        sessions.flush();
        List<RecordedCheckIn> made = checkIns.of(appointmentId);
        List<WorkedRegion> regions = session.regions().stream()
                .filter(SessionRegion::worked)
                .map(region -> new WorkedRegion(
                        region.region(), region.aim().target(), highestComfortable(region.region(), made)))
                .toList();
        events.publish(new SessionCompleted(
                appointmentId, found.get().clientId(), found.get().therapistId(), now, regions));
        return new Done(SessionView.of(session, made, language.get()), session.version());
    }

    /** Not before the appointment's start: until then the client may still come. */
    @Transactional
    SessionOutcome noShow(UUID accountId, UUID appointmentId) {
        Instant now = now();
        Optional<Visit> found = lock(appointmentId, accountId, now);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Visit visit = found.get();
        if (visit.startedAt() != null) {
            return new BegunAlready();
        }
        if (!visit.booked()) {
            return new NotBooked(visit.state());
        }
        if (now.isBefore(visit.time().start())) {
            return new TooEarly(visit.time().start());
        }
        visits.noShow(appointmentId, accountId, now);
        return new SessionOutcome.NoShowRecorded();
    }

    /** For its therapist, and for its client, who may know what was written down. */
    @Transactional
    SessionOutcome find(UUID accountId, UUID appointmentId) {
        boolean theirs = visits.isOf(appointmentId, accountId)
                || lock(appointmentId, accountId, now()).isPresent();
        Session session = theirs ? sessions.of(appointmentId).orElse(null) : null;
        return session == null
                ? new Unknown()
                : new Done(SessionView.of(session, checkIns.of(appointmentId), language.get()), session.version());
    }

    /** The highest number reported without a bad or ugly word, and without asking whether it should hurt. */
    static @Nullable Intensity highestComfortable(BodyRegion region, List<RecordedCheckIn> checkIns) {
        return checkIns.stream()
                .map(RecordedCheckIn::checkIn)
                .filter(checkIn -> checkIn.region() == region && checkIn.comfortable())
                .map(CheckIn::reported)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** From here on the transaction sees the rows of the appointment's client. */
    private Optional<Visit> lock(UUID appointmentId, UUID accountId, Instant now) {
        var found = visits.lock(appointmentId, accountId, now);
        found.ifPresent(visit -> scope.enter(visit.clientId()));
        return found;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
