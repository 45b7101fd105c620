package org.kneadwell.booking.therapist;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.fit.Qualities;
import org.kneadwell.kit.language.Language;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.MassageStyle;

@Entity
@Table(name = "therapist")
class Therapist {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "account_id")
    private UUID accountId;

    private String name;
    private String email;
    private @Nullable String bio;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private String[] languages = {};

    @Column(name = "mail_language")
    private String mailLanguage = Language.EN.tag();

    @Column(name = "practising_since")
    private @Nullable Integer practisingSince;

    @Column(name = "location_id")
    private UUID locationId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private String[] styles;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    private String[] regions;

    @Column(name = "intensity_low")
    private int intensityLow;

    @Column(name = "intensity_high")
    private int intensityHigh;

    @Column(name = "talks_about_pressure")
    private boolean talksAboutPressure;

    @Column(name = "intake_process")
    private boolean intakeProcess;

    @Column(name = "communicates_consent")
    private boolean communicatesConsent;

    @Column(name = "modifies_pressure")
    private boolean modifiesPressure;

    @Column(name = "starts_lighter")
    private boolean startsLighter;

    @Column(name = "movement_work")
    private boolean movementWork;

    @Column(name = "therapeutic_experience")
    private boolean therapeuticExperience;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "published_at")
    private @Nullable Instant publishedAt;

    @SuppressWarnings("NullAway.Init")
    protected Therapist() {}

    @SuppressWarnings("NullAway.Init")
    Therapist(UUID id, TherapistProfile profile, Instant now) {
        this.id = id;
        this.accountId = profile.accountId();
        this.createdAt = now;
        describe(profile);
    }

    final void describe(TherapistProfile profile) {
        name = profile.name();
        email = profile.email();
        bio = profile.bio();
        practisingSince = profile.practisingSince();
        locationId = profile.locationId();
        if (profile.languages() != null) {
            languages = profile.languages().stream().sorted().toArray(String[]::new);
        }
        if (profile.mailLanguage() != null) {
            mailLanguage = profile.mailLanguage();
        }
        work(profile.styles(), profile.regions(), profile.intensityRange());
        Qualities qualities = profile.qualities().qualities();
        talksAboutPressure = qualities.talksAboutPressure();
        intakeProcess = qualities.intakeProcess();
        communicatesConsent = qualities.communicatesConsent();
        modifiesPressure = qualities.modifiesPressure();
        startsLighter = qualities.startsLighter();
        movementWork = qualities.movementWork();
        therapeuticExperience = qualities.therapeuticExperience();
    }

    /** What therapists say of themselves. */
    void describe(OwnProfile profile) {
        bio = profile.bio();
        languages = profile.languages().stream().sorted().toArray(String[]::new);
        mailLanguage = profile.mailLanguage();
        work(profile.styles(), profile.regions(), profile.intensityRange());
    }

    private void work(Set<MassageStyle> with, Set<BodyRegion> on, IntensityRange range) {
        styles = with.stream().map(MassageStyle::key).sorted().toArray(String[]::new);
        regions = on.stream().map(BodyRegion::key).sorted().toArray(String[]::new);
        intensityLow = range.low();
        intensityHigh = range.high();
    }

    /** @return whether it was not published before */
    boolean publish(Instant now) {
        if (publishedAt != null) {
            return false;
        }
        publishedAt = now;
        return true;
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    UUID accountId() {
        return accountId;
    }

    String name() {
        return name;
    }

    String email() {
        return email;
    }

    @Nullable
    String bio() {
        return bio;
    }

    /** By their codes, in order. */
    List<String> languages() {
        return List.of(languages);
    }

    String mailLanguage() {
        return mailLanguage;
    }

    @Nullable
    Integer practisingSince() {
        return practisingSince;
    }

    UUID locationId() {
        return locationId;
    }

    boolean published() {
        return publishedAt != null;
    }

    Set<MassageStyle> styles() {
        return set(MassageStyle.class, Arrays.asList(styles));
    }

    Set<BodyRegion> regions() {
        return set(BodyRegion.class, Arrays.asList(regions));
    }

    IntensityRange range() {
        return new IntensityRange(intensityLow, intensityHigh);
    }

    Qualities qualities() {
        return new Qualities(
                talksAboutPressure,
                intakeProcess,
                communicatesConsent,
                modifiesPressure,
                startsLighter,
                movementWork,
                therapeuticExperience);
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, Collection<String> keys) {
        var set = EnumSet.noneOf(type);
        keys.forEach(key -> set.add(Enum.valueOf(type, key.toUpperCase(Locale.ROOT))));
        return set;
    }
}
