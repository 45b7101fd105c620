package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kneadwell.booking.client.KnownClients.Known;
import org.kneadwell.booking.client.Standing.Bookable;
import org.kneadwell.booking.client.Standing.IntakeNeeded;
import org.kneadwell.booking.client.Standing.NotBookable;
import org.kneadwell.booking.fit.ClientNeeds;
import org.kneadwell.booking.fit.HardFilter;
import org.kneadwell.booking.fit.HardFilters;
import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.fit.WhyNot;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.language.Language;

/** Says whether a client may book: at all, and a certain therapist on a certain day. */
@ApplicationScoped
public class ClientStanding {

    private final KnownClients clients;
    private final Therapists therapists;

    ClientStanding(KnownClients clients, Therapists therapists) {
        this.clients = clients;
        this.therapists = therapists;
    }

    @Transactional
    public Standing of(UUID clientId) {
        return clients.find(clientId).map(ClientStanding::standing).orElseGet(ClientStanding::intakeFirst);
    }

    private static Standing intakeFirst() {
        return new IntakeNeeded("Fill in your intake first.");
    }

    private static Standing standing(Known known) {
        var intake = known.needs().assessed();
        if (intake == null) {
            return intakeFirst();
        }
        var profile = known.profile();
        if (profile == null) {
            return new IntakeNeeded("Say first where you are, so that we know whose licences count.");
        }
        if (known.suspended()) {
            return new NotBookable("After what you reported, a clinician has to clear you before the next session.");
        }
        if (!intake.bookable() || intake.ceiling() == 0) {
            return new NotBookable("Your intake result asks for a clinician's advice before any session.");
        }
        var findings = known.findings();
        var needs = new ClientNeeds(
                profile.jurisdiction(),
                intake.ceiling(),
                intake.needsModifiedPressure(),
                intake.excludedStyles(),
                intake.excludedOnFirstVisit(),
                intake.goals(),
                intake.focusAreas(),
                known.needs().regions(),
                findings.leftReason(intake.leftReason(), intake.statedAt()),
                intake.startLighter(),
                intake.wantMovement());
        return new Bookable(new MatchingClient(
                needs,
                ZoneId.of(profile.timeZone()),
                intake.bookableUntil(),
                findings,
                known.visited(),
                known.blocked()));
    }

    /** @param day of the session, where the therapist works */
    @Transactional
    public Admission admission(UUID clientId, UUID therapistId, LocalDate day) {
        Standing standing = of(clientId);
        return refusal(standing, therapists.publishedOffer(therapistId), day)
                .<Admission>map(Admission.Refused::new)
                .orElseGet(() -> new Admission.Admitted(!(standing instanceof Bookable(MatchingClient client)
                        && client.historyWith(therapistId).visited())));
    }

    /**
     * Why the client may not have a session, by what was read before: for whoever asks about many days.
     *
     * @param therapist empty: not published
     */
    public static Optional<Refusal> refusal(Standing standing, Optional<TherapistOffer> therapist, LocalDate day) {
        return switch (standing) {
            case IntakeNeeded needed -> Optional.of(new Refusal("intake-needed", needed.reason(), List.of()));
            case NotBookable not -> Optional.of(new Refusal("not-bookable", not.reason(), List.of()));
            case Bookable(MatchingClient client) -> refusal(client, therapist, day);
        };
    }

    private static Optional<Refusal> refusal(MatchingClient client, Optional<TherapistOffer> therapist, LocalDate day) {
        var until = client.bookableUntil();
        if (until != null && day.isAfter(until)) {
            return Optional.of(
                    new Refusal("not-bookable", "Your clearance covers sessions up to " + until + ".", List.of()));
        }
        var missed = therapist
                .map(offer -> HardFilters.missed(client.needs(), offer, client.historyWith(offer.id()), day))
                .orElse(List.<WhyNot>of());
        if (missed.isEmpty()) {
            return Optional.empty();
        }
        WhyNot first = missed.getFirst();
        return Optional.of(new Refusal(
                first.filter() == HardFilter.H1 ? "licence-not-valid" : "does-not-fit",
                first.reason().in(Language.EN),
                missed));
    }

    /** What was last suggested to the client as the next step; empty before the first answer to a follow-up. */
    @Transactional
    public Optional<SuggestedStep> suggested(UUID clientId) {
        return clients.suggested(clientId);
    }

    /** Whether the client has completed a session with this therapist. */
    @Transactional
    public boolean hasVisited(UUID clientId, UUID therapistId) {
        return clients.visited(clientId, therapistId);
    }
}
