package org.kneadwell.booking.fit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The hard filters, H1 to H6: a therapist who misses one is never scored, and the client may see why. */
public final class HardFilters {

    private HardFilters() {}

    /** Every filter missed for a session on {@code day}; empty when the client may book. */
    public static List<WhyNot> missed(
            ClientNeeds client, TherapistOffer therapist, SharedHistory history, LocalDate day) {
        return missed(client, therapist, history, day, day);
    }

    /** Every filter missed by all sessions from {@code first} to {@code last}; H1 asks for a licence on at least one of the days. */
    public static List<WhyNot> missed(
            ClientNeeds client, TherapistOffer therapist, SharedHistory history, LocalDate first, LocalDate last) {
        var missed = new ArrayList<WhyNot>();
        var licences = therapist.licences();
        if (licences.stream().noneMatch(licence -> licence.touches(client.jurisdiction(), first, last))) {
            missed.add(new WhyNot(HardFilter.H1, licenceReason(client, therapist, first, last)));
        }
        if (Styles.eligible(client, therapist, !history.visited()).isEmpty()) {
            missed.add(new WhyNot(HardFilter.H2, "None of the styles offered is within what is right for you now."));
        }
        int lightest = therapist.range().low().value();
        if (lightest > client.ceiling()) {
            missed.add(new WhyNot(
                    HardFilter.H3,
                    "Works from " + lightest + " upward; the highest for you now is " + client.ceiling() + "."));
        }
        var qualities = therapist.qualities();
        if (client.needsModifiedPressure() && !qualities.modifiesPressure()) {
            missed.add(new WhyNot(
                    HardFilter.H4, "Does not say that pressure is adapted, which your intake result asks for."));
        }
        if (!qualities.talksAboutPressure()) {
            missed.add(new WhyNot(HardFilter.H5, "Does not say that pressure is talked about during the session."));
        }
        if (history.blocked()) {
            missed.add(new WhyNot(HardFilter.H6, "You blocked this therapist."));
        }
        return List.copyOf(missed);
    }

    private static String licenceReason(ClientNeeds client, TherapistOffer therapist, LocalDate first, LocalDate last) {
        var here = client.jurisdiction();
        var local = therapist.licences().stream()
                .filter(licence -> licence.jurisdiction().equals(here))
                .toList();
        if (local.isEmpty()) {
            return "Holds no licence in " + here + ".";
        }
        if (local.stream().noneMatch(LicencePeriod::verified)) {
            return "The licence in " + here + " has not been verified yet.";
        }
        return first.equals(last)
                ? "No licence in " + here + " is valid on " + first + "."
                : "No licence in " + here + " is valid from " + first + " to " + last + ".";
    }
}
