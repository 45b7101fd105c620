package org.kneadwell.intake.visit;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kneadwell.intake.assessment.Assessments;
import org.kneadwell.intake.assessment.Picture;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.questionnaire.Answers;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;

/** The therapist's summary, as data, as a page and as PDF. */
@ApplicationScoped
class Summaries {

    /** Work near a low back complaint reaches these. */
    private static final Set<BodyRegion> NEAR_LOW_BACK = EnumSet.of(
            BodyRegion.GLUTES_PIRIFORMIS,
            BodyRegion.HIPS,
            BodyRegion.HIP_FLEXORS,
            BodyRegion.HAMSTRINGS,
            BodyRegion.MID_BACK,
            BodyRegion.LATS_RIBS);

    private static final List<Sentence> CHECK_INS = Stream.of("ask", "above", "below", "hurt", "no_number")
            .map(which -> Sentence.of("check_in." + which))
            .toList();

    /** What the page says around the answers. */
    private static final List<String> PAGE = List.of(
            "title",
            "first_visit",
            "outcome",
            "at_most",
            "why",
            "regions",
            "region",
            "target",
            "band",
            "start",
            "ceiling",
            "reason",
            "related",
            "exclusions",
            "safety",
            "goals",
            "wishes",
            "today",
            "tolerance",
            "last",
            "check_ins");

    private final AppointmentRepository appointments;
    private final TodayCheckRepository checks;
    private final Assessments assessments;
    private final Consents consents;
    private final Template page;
    private final Vault vault;
    private final ClientScope scope;
    private final CallersLanguage language;
    private final Clock clock;

    Summaries(
            AppointmentRepository appointments,
            TodayCheckRepository checks,
            Assessments assessments,
            Consents consents,
            @Location("summary.html") Template page,
            Vault vault,
            ClientScope scope,
            CallersLanguage language,
            Clock clock) {
        this.appointments = appointments;
        this.checks = checks;
        this.assessments = assessments;
        this.consents = consents;
        this.page = page;
        this.vault = vault;
        this.scope = scope;
        this.language = language;
        this.clock = clock;
    }

    /** For the therapist of a live appointment and 30 days after; for anybody else there is nothing here. */
    @Transactional
    Summary summary(UUID therapistAccountId, UUID appointmentId) {
        var appointment = appointments
                .findByIdOptional(appointmentId)
                .filter(found -> found.readableBy(therapistAccountId, clock.instant()))
                .filter(found -> {
                    scope.enter(found.clientId());
                    return consents.given(found.clientId());
                })
                .orElseThrow(Problems::notFound);
        var picture = assessments
                .picture(appointment.clientId(), appointment.day(), appointment.firstVisit())
                .orElseThrow(Problems::notFound);
        return summary(appointment, picture);
    }

    String html(UUID therapistAccountId, UUID appointmentId) {
        var summary = summary(therapistAccountId, appointmentId);
        var texts = new HashMap<String, String>();
        PAGE.forEach(text -> texts.put(text, say("page." + text)));
        var today = summary.today();
        var last = summary.lastFollowUp();
        var pattern =
                DateTimeFormatter.ofPattern(say("page.when"), language.get().locale());
        return page.data("s", summary)
                .data("lang", language.get().tag())
                .data("t", texts)
                .data("when", summary.start().format(pattern))
                .data("outcome", say("outcome." + summary.outcome().key()))
                .data(
                        "tolerance",
                        today == null
                                ? ""
                                : say("tolerance." + today.tolerance().key()))
                .data("last", last == null ? "" : say("class." + last.outcome().key()))
                .data(
                        "exclusions",
                        summary.exclusions().stream()
                                .map(style -> say("style." + style.key()))
                                .toList())
                .data("regions", rows(summary.regions()))
                .data("related", rows(summary.related()))
                .data(
                        "wishes",
                        summary.wishes().entrySet().stream()
                                .map(wish -> say("wish." + wish.getKey()) + ": " + said(wish.getValue()))
                                .toList())
                .render();
    }

    private String said(Object wish) {
        return switch (wish) {
            case Boolean yes -> say(yes ? "yes" : "no");
            case List<?> several -> several.stream().map(String::valueOf).collect(Collectors.joining(", "));
            default -> wish.toString();
        };
    }

    private String say(String key) {
        return Sentence.of(key).in(language.get());
    }

    byte[] pdf(UUID therapistAccountId, UUID appointmentId) {
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder();
        // The page names no other resource; should it ever, nothing is fetched.
        builder.useUriResolver((base, uri) -> null);
        builder.withHtmlContent(html(therapistAccountId, appointmentId), null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new IllegalStateException("The summary could not be written as PDF.", e);
        }
        return out.toByteArray();
    }

    private Summary summary(Appointment appointment, Picture picture) {
        var today = checks.findByIdOptional(appointment.id()).map(check -> check.said(vault));
        var tolerance = today.map(TodayCheck.Said::tolerance).orElse(Tolerance.SAME);
        var visit = picture.visit(appointment.startAt(), appointment.firstVisit(), tolerance);
        var answers = picture.answers();
        var triage = picture.triage();
        var regions = picture.regions();
        var related = EnumSet.noneOf(BodyRegion.class);
        if (regions.contains(BodyRegion.LOW_BACK)) {
            related.addAll(NEAR_LOW_BACK);
            related.removeAll(regions);
        }
        var excluded = EnumSet.noneOf(org.kneadwell.vocabulary.MassageStyle.class);
        excluded.addAll(triage.excluded());
        if (appointment.firstVisit()) {
            excluded.addAll(triage.excludedOnFirstVisit());
        }
        var standing = picture.standing();
        var lastOutcome = standing.lastOutcome();
        var lastAt = standing.lastAnswerAt();
        return new Summary(
                appointment.id(),
                new Summary.Client(appointment.clientName()),
                appointment.startAt().atZone(appointment.zone()).toOffsetDateTime(),
                appointment.firstVisit(),
                triage.outcome(),
                triage.ceiling(),
                triage.reasons().stream()
                        .filter(reason -> reason.ceiling() < 7)
                        .map(reason -> Sentence.of(
                                        reason.cleared() ? "reason.at_most_cleared" : "reason.at_most",
                                        reason.title(),
                                        reason.ceiling())
                                .in(language.get()))
                        .toList(),
                picture.views(regions, visit),
                picture.views(related, visit),
                List.copyOf(excluded),
                answers.words("goals").stream()
                        .map(goal -> answers.label("goals", goal))
                        .toList(),
                wishes(answers),
                safetyNotes(picture),
                today.map(Summaries::today).orElse(null),
                lastOutcome == null || lastAt == null
                        ? null
                        : new Summary.LastFollowUp(lastOutcome, standing.lastComplaint(), lastAt),
                Sentence.all(CHECK_INS, language.get()),
                say("not_diagnosis"));
    }

    private static Map<String, Object> wishes(Answers answers) {
        var wishes = new LinkedHashMap<String, Object>();
        wishes.put("startLighter", answers.yes("start_lighter"));
        wishes.put("wantMovement", answers.yes("want_movement"));
        answers.word("draping").ifPresent(value -> wishes.put("draping", answers.label("draping", value)));
        answers.word("draping_custom").ifPresent(value -> wishes.put("drapingCustom", value));
        var aftercare = answers.words("aftercare_wish");
        if (!aftercare.isEmpty()) {
            wishes.put(
                    "aftercare",
                    aftercare.stream()
                            .map(value -> answers.label("aftercare_wish", value))
                            .toList());
        }
        if (answers.words("past_bad_experience").stream().anyMatch(value -> !value.equals("none"))) {
            wishes.put(
                    "pastExperience",
                    answers.words("past_bad_experience").stream()
                            .map(value -> answers.label("past_bad_experience", value))
                            .toList());
        }
        return wishes;
    }

    private List<String> safetyNotes(Picture picture) {
        var notes = new ArrayList<String>();
        for (var reason : picture.triage().reasons()) {
            var advice = reason.advice();
            notes.add((advice == null
                            ? Sentence.of("safety.reason", reason.title())
                            : Sentence.of("safety.told", reason.title(), advice))
                    .in(language.get()));
        }
        picture.triage().regionLimits().forEach((region, limit) -> {
            if (limit.ceiling() == 0) {
                notes.add(say("Region." + region.key()) + ": " + limit.reason());
            }
        });
        return notes;
    }

    private static Summary.Today today(TodayCheck.Said said) {
        return new Summary.Today(said.tolerance(), said.numbers(), said.newSigns(), said.note());
    }

    private List<Map<String, String>> rows(List<org.kneadwell.intake.assessment.PressurePlanView.RegionView> regions) {
        return regions.stream()
                .map(region -> {
                    var target = region.target();
                    var band = region.band();
                    var shown = region.ceiling() == 0
                            ? say("page.leave_alone")
                            : region.ask() ? say("page.ask") : String.valueOf(target);
                    return Map.of(
                            "region", say("region." + region.region().key()),
                            "target", shown,
                            "band", band == null ? "-" : band.low() + "-" + band.high(),
                            "start",
                                    Optional.ofNullable(region.start())
                                            .map(String::valueOf)
                                            .orElse("-"),
                            "ceiling", String.valueOf(region.ceiling()),
                            "why", Optional.ofNullable(region.ceilingReason()).orElse(""));
                })
                .collect(Collectors.toList());
    }
}
