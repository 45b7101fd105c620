package org.kneadwell.booking.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

/**
 * A session as its therapist sees it, and its client, who may know what was written down.
 *
 * @param regions the client's plan as it was when the session began
 * @param reminder when to check in next
 */
public record SessionView(
        UUID appointmentId,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<Region> regions,
        List<Made> checkIns,
        CheckInReminder reminder) {

    /**
     * @param target the client's own number; absent: ask
     * @param start where to begin; absent with no target: leave this region alone
     * @param worked only once the session is over
     */
    public record Region(
            BodyRegion region,
            @Nullable Intensity target,
            @Nullable Intensity start,
            @Nullable Boolean worked) {}

    /** A check-in with the advice that was given. */
    public record Made(
            BodyRegion region,
            CheckIn.Moment moment,
            Intensity reported,
            List<PainWord> words,
            boolean asksShouldThisHurt,
            Advice.Kind advice,
            String sentence,
            @Nullable Intensity target,
            @Nullable Intensity newTarget,
            Instant at) {

        static Made of(RecordedCheckIn recorded, Language language) {
            CheckIn checkIn = recorded.checkIn();
            Advice advice = recorded.advice();
            return new Made(
                    checkIn.region(),
                    checkIn.moment(),
                    checkIn.reported(),
                    checkIn.words().stream().sorted().toList(),
                    checkIn.asksShouldThisHurt(),
                    advice.kind(),
                    advice.sentence().in(language),
                    advice.target(),
                    advice.newTarget(),
                    recorded.at());
        }
    }

    static SessionView of(Session session, List<RecordedCheckIn> checkIns, Language language) {
        boolean over = session.endedAt() != null;
        return new SessionView(
                session.appointmentId(),
                session.startedAt(),
                session.endedAt(),
                session.regions().stream()
                        .map(region -> new Region(
                                region.region(),
                                region.aim().target(),
                                region.aim().start(),
                                over ? region.worked() : null))
                        .toList(),
                checkIns.stream().map(checkIn -> Made.of(checkIn, language)).toList(),
                CheckInReminder.after(
                        session.startedAt(),
                        session.endedAt(),
                        checkIns.stream().map(RecordedCheckIn::at).toList()));
    }
}
