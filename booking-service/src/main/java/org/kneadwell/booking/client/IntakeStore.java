package org.kneadwell.booking.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.Findings.Finding;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.events.IntakeAssessed;
import org.kneadwell.events.PlanSuggested;
import org.kneadwell.events.PressurePlanChanged;
import org.kneadwell.events.RegionTarget;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.Goal;
import org.kneadwell.vocabulary.Intensity;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.LeftReason;
import org.kneadwell.vocabulary.MassageStyle;
import org.kneadwell.vocabulary.PlanStage;

/** Stores what events say of a client. An event that comes again, or late, changes nothing. */
@ApplicationScoped
class IntakeStore {

    /**
     * The results of a client's intake.
     *
     * @param suspended whether nothing may be booked until a clinician has cleared the client
     */
    record Intake(
            boolean bookable,
            @Nullable LocalDate bookableUntil,
            boolean suspended,
            int ceiling,
            boolean needsModifiedPressure,
            Set<MassageStyle> excludedStyles,
            Set<MassageStyle> excludedOnFirstVisit,
            Set<Goal> goals,
            Set<BodyRegion> focusAreas,
            LeftReason statedLeftReason,
            Instant statedAt,
            boolean startLighter,
            boolean wantMovement) {}

    /** @param profile null until the client has said where it is */
    record Known(
            Intake intake,
            @Nullable Profile profile,
            List<RegionTarget> regions,
            Findings findings,
            Set<UUID> visited,
            Set<UUID> blocked) {}

    private final Sql sql;
    private final ClientScope scope;

    IntakeStore(Sql sql, ClientScope scope) {
        this.sql = sql;
        this.scope = scope;
    }

    void apply(IntakeAssessed event, long version) {
        int changed = sql.update(
                """
                insert into client_needs as n (client_id, intake_version, assessed_at, bookable, bookable_until, ceiling,
                    needs_modified_pressure, excluded_styles, excluded_on_first_visit, goals, focus_areas,
                    stated_left_reason, left_reason_stated_at, start_lighter, want_movement)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (client_id) do update set intake_version = excluded.intake_version,
                    assessed_at = excluded.assessed_at, bookable = excluded.bookable,
                    bookable_until = excluded.bookable_until, ceiling = excluded.ceiling,
                    needs_modified_pressure = excluded.needs_modified_pressure,
                    excluded_styles = excluded.excluded_styles,
                    excluded_on_first_visit = excluded.excluded_on_first_visit, goals = excluded.goals,
                    focus_areas = excluded.focus_areas, start_lighter = excluded.start_lighter,
                    want_movement = excluded.want_movement,
                    -- A clearance assesses the same answers again: what was learned since they were given still counts.
                    left_reason_stated_at = case when n.stated_left_reason = excluded.stated_left_reason
                        and n.assessed_at is not null then n.left_reason_stated_at
                        else excluded.left_reason_stated_at end,
                    stated_left_reason = excluded.stated_left_reason
                where n.intake_version < excluded.intake_version
                """,
                event.clientId(),
                version,
                event.assessedAt(),
                event.bookable(),
                event.bookableUntil(),
                event.ceiling(),
                event.needsModifiedPressure(),
                keys(event.excludedStyles()),
                keys(event.excludedOnFirstVisit()),
                keys(event.goals()),
                keys(event.focusAreas()),
                key(event.leftReason()),
                event.assessedAt(),
                event.startLighter(),
                event.wantMovement());
        if (changed > 0) {
            sql.update("delete from client_region where client_id = ?", event.clientId());
            put(event.clientId(), event.regions());
        }
    }

    void apply(PressurePlanChanged event, long version) {
        int changed = sql.update("""
                insert into client_needs as n (client_id, intake_version, bookable, ceiling, needs_modified_pressure,
                    excluded_styles, excluded_on_first_visit, goals, focus_areas, stated_left_reason, start_lighter,
                    want_movement, plan_suspended)
                values (?, ?, false, 0, false, '{}', '{}', '{}', '{}', 'na', false, false, ?)
                on conflict (client_id) do update set intake_version = excluded.intake_version,
                    resumed_at = case when n.plan_suspended and not excluded.plan_suspended then ? else n.resumed_at end,
                    plan_suspended = excluded.plan_suspended
                where n.intake_version < excluded.intake_version
                """, event.clientId(), version, event.suspended(), event.changedAt());
        if (changed > 0) {
            put(event.clientId(), event.regions());
        }
    }

    void apply(FollowUpAnswered event, long version) {
        sql.update(
                """
                insert into session_finding as f (follow_up_id, client_id, therapist_id, version, answered_at, complaint,
                    ugly_word)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (follow_up_id) do update set version = excluded.version, answered_at = excluded.answered_at,
                    -- Asked again after a day: a complaint once made is not taken back by saying nothing of it.
                    complaint = case when excluded.complaint = 'none' then f.complaint else excluded.complaint end,
                    ugly_word = f.ugly_word or excluded.ugly_word
                where f.version < excluded.version
                """,
                event.followUpId(),
                event.clientId(),
                event.therapistId(),
                version,
                event.answeredAt(),
                key(event.complaint()),
                event.uglyWord());
        if (event.outcome().blocksBooking()) {
            alarm(event.clientId(), event.answeredAt());
        }
    }

    void apply(AdverseSignReported event) {
        alarm(event.clientId(), event.reportedAt());
    }

    void apply(PlanSuggested event, long version) {
        sql.update(
                """
                insert into client_plan as p (client_id, version, therapist_id, stage, sessions, every_days,
                    another_therapist, suggested_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (client_id) do update set version = excluded.version, therapist_id = excluded.therapist_id,
                    stage = excluded.stage, sessions = excluded.sessions, every_days = excluded.every_days,
                    another_therapist = excluded.another_therapist, suggested_at = excluded.suggested_at
                where p.version < excluded.version
                """,
                event.clientId(),
                version,
                event.therapistId(),
                key(event.stage()),
                event.sessions(),
                event.everyDays(),
                event.anotherTherapist(),
                event.suggestedAt());
    }

    /** All that is known of a client, in one statement: it is asked before every hold, every booking and every search. */
    private static final String KNOWN = """
            select n.*, n.plan_suspended
                or a.reported_at > coalesce(n.resumed_at, '-infinity'::timestamptz) as suspended,
              p.jurisdiction, p.time_zone, r.*, f.*,
              (select therapist_id from client_plan where client_id = n.client_id and another_therapist) as another_than,
              array(select distinct therapist_id from appointment
                where client_id = n.client_id and state = 'completed') as visited,
              array(select therapist_id from blocked_therapist where client_id = n.client_id) as blocked
            from client_needs n
              left join client_alarm a on a.client_id = n.client_id
              left join client_profile p on p.client_id = n.client_id
              cross join lateral (
                select array_agg(region order by region) as regions, array_agg(target order by region) as targets,
                  array_agg(band_low order by region) as lows, array_agg(band_high order by region) as highs,
                  array_agg(start order by region) as starts
                from client_region where client_id = n.client_id) r
              cross join lateral (
                select array_agg(therapist_id) as found_with, array_agg(answered_at) as answered,
                  array_agg(complaint) as complaints, array_agg(ugly_word) as ugly
                from session_finding where client_id = n.client_id) f
            where n.client_id = ? and n.assessed_at is not null
            """;

    /** Empty until an intake was assessed. */
    Optional<Known> known(UUID clientId) {
        // Therapists, coordinators and jobs ask as well, each about one client.
        scope.enter(clientId);
        return sql.list(KNOWN, IntakeStore::known, clientId).stream().findFirst();
    }

    private static Known known(ResultSet row) throws SQLException {
        String jurisdiction = row.getString("jurisdiction");
        return new Known(
                new Intake(
                        row.getBoolean("bookable"),
                        row.getObject("bookable_until", LocalDate.class),
                        row.getBoolean("suspended"),
                        row.getInt("ceiling"),
                        row.getBoolean("needs_modified_pressure"),
                        set(MassageStyle.class, row, "excluded_styles"),
                        set(MassageStyle.class, row, "excluded_on_first_visit"),
                        set(Goal.class, row, "goals"),
                        set(BodyRegion.class, row, "focus_areas"),
                        LeftReason.valueOf(row.getString("stated_left_reason").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(Sql.instant(row, "left_reason_stated_at"))
                                .orElse(Instant.EPOCH),
                        row.getBoolean("start_lighter"),
                        row.getBoolean("want_movement")),
                jurisdiction == null ? null : new Profile(jurisdiction, row.getString("time_zone")),
                regions(row),
                new Findings(findings(row), row.getObject("another_than", UUID.class)),
                Set.of(Sql.array(row, "visited", UUID[].class)),
                Set.of(Sql.array(row, "blocked", UUID[].class)));
    }

    private static List<RegionTarget> regions(ResultSet row) throws SQLException {
        String[] regions = Sql.array(row, "regions", String[].class);
        @Nullable Integer[] targets = Sql.array(row, "targets", Integer[].class);
        @Nullable Integer[] lows = Sql.array(row, "lows", Integer[].class);
        @Nullable Integer[] highs = Sql.array(row, "highs", Integer[].class);
        @Nullable Integer[] starts = Sql.array(row, "starts", Integer[].class);
        var all = new ArrayList<RegionTarget>();
        for (int i = 0; i < regions.length; i++) {
            Intensity low = intensity(lows[i]);
            Intensity high = intensity(highs[i]);
            all.add(new RegionTarget(
                    BodyRegion.valueOf(regions[i].toUpperCase(Locale.ROOT)),
                    intensity(targets[i]),
                    low == null || high == null ? null : new IntensityBand(low, high),
                    intensity(starts[i])));
        }
        return all;
    }

    private static List<Finding> findings(ResultSet row) throws SQLException {
        UUID[] therapists = Sql.array(row, "found_with", UUID[].class);
        Timestamp[] answered = Sql.array(row, "answered", Timestamp[].class);
        String[] complaints = Sql.array(row, "complaints", String[].class);
        Boolean[] ugly = Sql.array(row, "ugly", Boolean[].class);
        var all = new ArrayList<Finding>();
        for (int i = 0; i < therapists.length; i++) {
            all.add(new Finding(
                    therapists[i],
                    answered[i].toInstant(),
                    Complaint.valueOf(complaints[i].toUpperCase(Locale.ROOT)),
                    ugly[i]));
        }
        return all;
    }

    Optional<SuggestedStep> suggested(UUID clientId) {
        scope.enter(clientId);
        return sql
                .list(
                        "select therapist_id, stage, sessions, every_days from client_plan where client_id = ?",
                        row -> new SuggestedStep(
                                row.getObject("therapist_id", UUID.class),
                                PlanStage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                                row.getInt("sessions"),
                                row.getInt("every_days")),
                        clientId)
                .stream()
                .findFirst();
    }

    /** Whether the client has completed a session with this therapist. */
    boolean visited(UUID clientId, UUID therapistId) {
        return !sql.list(
                        "select 1 from appointment where client_id = ? and therapist_id = ? and state = 'completed' limit 1",
                        row -> "",
                        clientId,
                        therapistId)
                .isEmpty();
    }

    private void alarm(UUID clientId, Instant at) {
        sql.update("""
                insert into client_alarm as a (client_id, reported_at) values (?, ?)
                on conflict (client_id) do update set reported_at = greatest(a.reported_at, excluded.reported_at)
                """, clientId, at);
    }

    private void put(UUID clientId, List<RegionTarget> regions) {
        for (var region : regions) {
            var band = region.band();
            sql.update(
                    """
                    insert into client_region (client_id, region, target, band_low, band_high, start)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (client_id, region) do update set target = excluded.target,
                        band_low = excluded.band_low, band_high = excluded.band_high, start = excluded.start
                    """,
                    clientId,
                    region.region().key(),
                    value(region.target()),
                    value(band == null ? null : band.low()),
                    value(band == null ? null : band.high()),
                    value(region.start()));
        }
    }

    private static @Nullable Integer value(@Nullable Intensity intensity) {
        return intensity == null ? null : intensity.value();
    }

    private static @Nullable Intensity intensity(@Nullable Integer value) {
        return value == null ? null : Intensity.of(value);
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> keys(Collection<? extends Enum<?>> values) {
        return values.stream().map(IntakeStore::key).sorted().toList();
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, ResultSet row, String column) throws SQLException {
        var set = EnumSet.noneOf(type);
        for (String key : Sql.array(row, column, String[].class)) {
            set.add(Enum.valueOf(type, key.toUpperCase(Locale.ROOT)));
        }
        return set;
    }

    /** Everything but an alarm: what stops unsafe work stays until a clinician has cleared it. */
    void forget(UUID clientId) {
        sql.update("delete from client_region where client_id = ?", clientId);
        sql.update("delete from client_needs where client_id = ?", clientId);
        sql.update("delete from session_finding where client_id = ?", clientId);
        sql.update("delete from client_plan where client_id = ?", clientId);
    }
}
