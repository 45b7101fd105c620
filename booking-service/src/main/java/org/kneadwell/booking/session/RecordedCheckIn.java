package org.kneadwell.booking.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

/** A check-in as it was made, with the advice that was given on it. Never changed. */
@Entity
@Table(name = "session_check_in")
class RecordedCheckIn {

    @Id
    private UUID id;

    @Column(name = "appointment_id")
    private UUID appointmentId;

    private Instant at;

    private String region;

    private String moment;

    private short reported;

    private String[] words;

    @Column(name = "asks_should_this_hurt")
    private boolean asksShouldThisHurt;

    private String advice;

    private String sentence;

    private @Nullable Short target;

    @Column(name = "new_target")
    private @Nullable Short newTarget;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected RecordedCheckIn() {}

    RecordedCheckIn(UUID id, UUID appointmentId, Instant at, CheckIn checkIn, Advice advice) {
        this.id = id;
        this.appointmentId = appointmentId;
        this.at = at;
        this.region = checkIn.region().key();
        this.moment = checkIn.moment().name().toLowerCase(Locale.ROOT);
        this.reported = (short) checkIn.reported().value();
        this.words = checkIn.words().stream().sorted().map(PainWord::key).toArray(String[]::new);
        this.asksShouldThisHurt = checkIn.asksShouldThisHurt();
        this.advice = advice.kind().key();
        this.sentence = advice.sentence();
        this.target = number(advice.target());
        this.newTarget = number(advice.newTarget());
    }

    CheckIn checkIn() {
        Set<PainWord> said = Arrays.stream(words)
                .map(word -> PainWord.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return new CheckIn(
                BodyRegion.valueOf(region.toUpperCase(Locale.ROOT)),
                CheckIn.Moment.valueOf(moment.toUpperCase(Locale.ROOT)),
                Intensity.of(reported),
                said,
                asksShouldThisHurt);
    }

    Advice advice() {
        return new Advice(
                Advice.Kind.valueOf(advice.toUpperCase(Locale.ROOT)),
                sentence,
                intensity(target),
                intensity(newTarget));
    }

    Instant at() {
        return at;
    }

    private static @Nullable Short number(@Nullable Intensity intensity) {
        return intensity == null ? null : (short) intensity.value();
    }

    private static @Nullable Intensity intensity(@Nullable Short number) {
        return number == null ? null : Intensity.of(number);
    }
}
