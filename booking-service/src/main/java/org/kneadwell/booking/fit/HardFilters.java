package org.kneadwell.booking.fit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.kneadwell.kit.language.Sentence;

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
            missed.add(new WhyNot(HardFilter.H2, Sentence.of("why_not.style")));
        }
        int lightest = therapist.range().low().value();
        if (lightest > client.ceiling()) {
            missed.add(new WhyNot(HardFilter.H3, Sentence.of("why_not.pressure", lightest, client.ceiling())));
        }
        var qualities = therapist.qualities();
        if (client.needsModifiedPressure() && !qualities.modifiesPressure()) {
            missed.add(new WhyNot(HardFilter.H4, Sentence.of("why_not.adapts")));
        }
        if (!qualities.talksAboutPressure()) {
            missed.add(new WhyNot(HardFilter.H5, Sentence.of("why_not.talks")));
        }
        if (history.blocked()) {
            missed.add(new WhyNot(HardFilter.H6, Sentence.of("why_not.blocked")));
        }
        return List.copyOf(missed);
    }

    private static Sentence licenceReason(
            ClientNeeds client, TherapistOffer therapist, LocalDate first, LocalDate last) {
        var here = client.jurisdiction();
        var local = therapist.licences().stream()
                .filter(licence -> licence.jurisdiction().equals(here))
                .toList();
        if (local.isEmpty()) {
            return Sentence.of("why_not.no_licence", here);
        }
        if (local.stream().noneMatch(LicencePeriod::verified)) {
            return Sentence.of("why_not.not_verified", here);
        }
        return first.equals(last)
                ? Sentence.of("why_not.not_valid_on", here, first)
                : Sentence.of("why_not.not_valid_from", here, first, last);
    }
}
