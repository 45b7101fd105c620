package org.kneadwell.intake.visit;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kneadwell.intake.assessment.Assessments;
import org.kneadwell.intake.assessment.Picture;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.pressure.Tolerance;
import org.kneadwell.intake.questionnaire.Answers;
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

    private static final List<String> CHECK_INS = List.of(
            "Ask for a number from 1 to 10 after the warm-up, at each region, at each increase, and at least four times an hour.",
            "Above the target: ease. Two or more above it, or a sharp, burning, electric or numbing word: stop, go down by two, ask again.",
            "Two or more below the target: offer one more, with consent.",
            "A client who asks whether this should hurt is asking you to stop.",
            "Where no number is given: ask before you work there, and begin lightly.");

    private final AppointmentRepository appointments;
    private final TodayCheckRepository checks;
    private final Assessments assessments;
    private final Consents consents;
    private final Template page;
    private final Vault vault;
    private final ClientScope scope;
    private final Clock clock;

    Summaries(
            AppointmentRepository appointments,
            TodayCheckRepository checks,
            Assessments assessments,
            Consents consents,
            @Location("summary.html") Template page,
            Vault vault,
            ClientScope scope,
            Clock clock) {
        this.appointments = appointments;
        this.checks = checks;
        this.assessments = assessments;
        this.consents = consents;
        this.page = page;
        this.vault = vault;
        this.scope = scope;
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
        return page.data("s", summary)
                .data(
                        "when",
                        summary.start()
                                .format(java.time.format.DateTimeFormatter.ofPattern(
                                        "EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH)))
                .data(
                        "exclusions",
                        summary.exclusions().stream()
                                .map(style -> words(style.key()))
                                .toList())
                .data("regions", rows(summary.regions()))
                .data("related", rows(summary.related()))
                .render();
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
                        .map(reason -> reason.title() + (reason.cleared() ? ", cleared by a clinician's note" : "")
                                + ": at most " + reason.ceiling() + ".")
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
                CHECK_INS,
                "This is not a diagnosis. The rules behind it have not been reviewed by a clinician yet.");
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

    private static List<String> safetyNotes(Picture picture) {
        var notes = new ArrayList<String>();
        for (var reason : picture.triage().reasons()) {
            var advice = reason.advice();
            notes.add(reason.title() + "." + (advice == null ? "" : " The client was told: " + advice));
        }
        picture.triage().regionLimits().forEach((region, limit) -> {
            if (limit.ceiling() == 0) {
                notes.add(words(region.key()) + ": " + limit.reason());
            }
        });
        return notes;
    }

    private static Summary.Today today(TodayCheck.Said said) {
        return new Summary.Today(said.tolerance(), said.numbers(), said.newSigns(), said.note());
    }

    private static List<Map<String, String>> rows(
            List<org.kneadwell.intake.assessment.PressurePlanView.RegionView> regions) {
        return regions.stream()
                .map(region -> {
                    var target = region.target();
                    var band = region.band();
                    var shown = region.ceiling() == 0 ? "leave alone" : region.ask() ? "ASK" : String.valueOf(target);
                    return Map.of(
                            "region", words(region.region().key()),
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

    private static String words(String key) {
        return key.replace('_', ' ');
    }
}
