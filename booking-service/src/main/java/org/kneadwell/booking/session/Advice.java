package org.kneadwell.booking.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.PainWord;

/**
 * What to do after a check-in. It never asks for more than the client's own number, and so never for more than a ceiling.
 *
 * @param sentence the same for the therapist
 * @param target the number the report was compared with; null if the region is left alone
 * @param newTarget the number to aim at next; null if nothing changes
 */
public record Advice(
        Kind kind,
        Sentence sentence,
        @Nullable Intensity target,
        @Nullable Intensity newTarget) {

    public enum Kind {
        @JsonProperty("ease")
        EASE,
        @JsonProperty("stop")
        STOP,
        @JsonProperty("offer_more")
        OFFER_MORE,
        @JsonProperty("continue")
        CONTINUE;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Source: the pressure model's in-session rules. A bad or ugly word, two or more above the number, or "should this hurt?":
     * stop, drop 2, ask again. Above it: ease. More than one below it: offer one more, with consent. Otherwise go on.
     */
    static Advice on(CheckIn checkIn, RegionAim aim) {
        Intensity number = aim.compared();
        int reported = checkIn.reported().value();
        if (number == null) {
            return new Advice(Kind.STOP, Sentence.of("check_in.left_alone"), null, null);
        }
        if (!checkIn.comfortable() || reported >= number.value() + 2) {
            Intensity next = Intensity.of(Math.max(Intensity.MIN, Math.min(reported, number.value()) - 2));
            return new Advice(
                    Kind.STOP, Sentence.of("check_in.go_down", why(checkIn, number), next.value()), number, next);
        }
        if (reported > number.value()) {
            return new Advice(Kind.EASE, Sentence.of("check_in.ease", reported, number.value()), number, number);
        }
        if (aim.target() == null) {
            return new Advice(Kind.CONTINUE, Sentence.of("check_in.ask"), number, null);
        }
        if (reported < number.value() - 1) {
            Intensity next = Intensity.of(reported + 1);
            return new Advice(
                    Kind.OFFER_MORE, Sentence.of("check_in.offer", next.value(), number.value()), number, next);
        }
        return new Advice(Kind.CONTINUE, Sentence.of("check_in.go_on"), number, null);
    }

    private static Sentence why(CheckIn checkIn, Intensity number) {
        if (checkIn.words().stream().anyMatch(PainWord::isUgly)) {
            return Sentence.of("check_in.stop.technique");
        }
        if (checkIn.words().stream().anyMatch(PainWord::isBadOrUgly)) {
            return Sentence.of("check_in.stop.word");
        }
        if (checkIn.asksShouldThisHurt()) {
            return Sentence.of("check_in.stop.asked");
        }
        return Sentence.of("check_in.stop.above", checkIn.reported().value(), number.value());
    }
}
