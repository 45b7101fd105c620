package org.kneadwell.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A word for what pressure feels like on the table. Feeling good is no proof of benefit; an ugly word is never acceptable. */
public enum PainWord {
    @JsonProperty("dull")
    DULL(Kind.GOOD),
    @JsonProperty("aching")
    ACHING(Kind.GOOD),
    @JsonProperty("sweet")
    SWEET(Kind.GOOD),
    @JsonProperty("relieving")
    RELIEVING(Kind.GOOD),
    @JsonProperty("welcome")
    WELCOME(Kind.GOOD),
    @JsonProperty("tender_spot")
    TENDER_SPOT(Kind.GOOD),
    @JsonProperty("strong_pressure")
    STRONG_PRESSURE(Kind.GOOD),
    @JsonProperty("sharp")
    SHARP(Kind.BAD),
    @JsonProperty("burning")
    BURNING(Kind.BAD),
    @JsonProperty("hot")
    HOT(Kind.BAD),
    @JsonProperty("stabbing")
    STABBING(Kind.BAD),
    @JsonProperty("breath_holding")
    BREATH_HOLDING(Kind.BAD),
    @JsonProperty("tensing_up")
    TENSING_UP(Kind.BAD),
    @JsonProperty("skin_tearing")
    SKIN_TEARING(Kind.UGLY),
    @JsonProperty("knife_like")
    KNIFE_LIKE(Kind.UGLY),
    @JsonProperty("nerve_poke")
    NERVE_POKE(Kind.UGLY),
    @JsonProperty("electric")
    ELECTRIC(Kind.UGLY),
    @JsonProperty("numb")
    NUMB(Kind.UGLY),
    @JsonProperty("tingling")
    TINGLING(Kind.UGLY);

    /** What a word asks of the therapist: {@code BAD} means ease off now, {@code UGLY} means stop the technique. */
    public enum Kind {
        GOOD,
        BAD,
        UGLY
    }

    private final Kind kind;

    PainWord(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isBadOrUgly() {
        return kind != Kind.GOOD;
    }

    public boolean isUgly() {
        return kind == Kind.UGLY;
    }

    /** The word used on the wire and in stored data, such as {@code dull}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
