package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kneadwell.intake.assessment.Assessments;
import org.kneadwell.intake.assessment.Picture;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.plan.PlanBook;
import org.kneadwell.intake.questionnaire.Questionnaire;
import org.kneadwell.intake.questionnaire.Questionnaires;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.Intensity;

/** What has changed today, asked before every visit. */
@ApplicationScoped
class TodayChecks {

    /** The questions whose options may be named as a new sign. */
    private static final List<String> SIGN_QUESTIONS = List.of("urgent_signs", "neuro", "recent_signs");

    private final AppointmentRepository appointments;
    private final TodayCheckRepository checks;
    private final Assessments assessments;
    private final Consents consents;
    private final PlanBook plan;
    private final Vault vault;
    private final Clock clock;

    TodayChecks(
            AppointmentRepository appointments,
            TodayCheckRepository checks,
            Assessments assessments,
            Consents consents,
            PlanBook plan,
            Vault vault,
            Clock clock) {
        this.appointments = appointments;
        this.checks = checks;
        this.assessments = assessments;
        this.consents = consents;
        this.plan = plan;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    TodayResource.TodayView read(UUID clientId, UUID appointmentId) {
        var appointment = own(clientId, appointmentId);
        return view(appointment, checks.findByIdOptional(appointmentId).orElseThrow(Problems::notFound));
    }

    @Transactional
    TodayResource.TodayView say(UUID clientId, UUID appointmentId, TodayResource.TodayRequest request) {
        var appointment = own(clientId, appointmentId);
        consents.require(clientId);
        var now = clock.instant();
        if (!appointment.isAhead(now)) {
            throw Problems.of(409, "appointment-over", "This appointment is over or was cancelled.");
        }
        var wrong = new ArrayList<Violation>();
        var numbers = numbers(request.intensityToday(), wrong);
        var signs = signs(request.newSigns(), wrong);
        if (!wrong.isEmpty()) {
            throw Problems.invalid(422, "answers-not-valid", "Some answers cannot be kept as they are.", wrong);
        }
        plan.lock(clientId);
        if (!signs.isEmpty()) {
            assessments.reassess(clientId, "today", null, signs);
        }
        var picture = picture(appointment);
        plan.sayToday(clientId, numbers, picture.triage(), appointmentId, now);
        var said = new TodayCheck.Said(
                request.tolerance(),
                Optional.ofNullable(request.intensityToday()).orElse(Map.of()),
                Optional.ofNullable(request.newSigns()).orElse(List.of()),
                request.note());
        var check = checks.findByIdOptional(appointmentId)
                .orElseGet(() -> new TodayCheck(appointmentId, clientId, said, now, vault));
        check.say(said, now, vault);
        checks.persistAndFlush(check);
        if (!numbers.isEmpty()) {
            assessments.publishPlan(clientId, numbers.keySet());
        }
        return view(appointment, check);
    }

    private TodayResource.TodayView view(Appointment appointment, TodayCheck check) {
        var picture = picture(appointment);
        var said = check.said(vault);
        var triage = picture.triage();
        return new TodayResource.TodayView(
                appointment.id(),
                said.tolerance(),
                said.numbers(),
                said.newSigns(),
                said.note(),
                check.saidAt(),
                triage.outcome(),
                triage.reasons().stream()
                        .flatMap(reason -> Optional.ofNullable(reason.advice()).stream())
                        .toList(),
                picture.plan(picture.visit(clock.instant(), appointment.firstVisit(), said.tolerance())));
    }

    Optional<TodayCheck> of(UUID appointmentId) {
        return checks.findByIdOptional(appointmentId);
    }

    private Picture picture(Appointment appointment) {
        return assessments
                .picture(appointment.clientId(), appointment.day(), appointment.firstVisit())
                .orElseThrow(Problems::notFound);
    }

    private Appointment own(UUID clientId, UUID appointmentId) {
        return appointments
                .findByIdOptional(appointmentId)
                .filter(appointment -> appointment.clientId().equals(clientId))
                .orElseThrow(Problems::notFound);
    }

    private static Map<BodyRegion, Intensity> numbers(
            @org.jspecify.annotations.Nullable Map<String, Integer> said, List<Violation> wrong) {
        var numbers = new EnumMap<BodyRegion, Intensity>(BodyRegion.class);
        var known = new HashMap<String, BodyRegion>();
        for (var region : BodyRegion.values()) {
            known.put(region.key(), region);
        }
        Optional.ofNullable(said).orElse(Map.of()).forEach((key, value) -> {
            var region = known.get(key);
            if (region == null) {
                wrong.add(new Violation("intensityToday", "There is no such region."));
            } else if (value == null || value < Intensity.MIN || value > Intensity.MAX) {
                wrong.add(new Violation("intensityToday." + key, "Give a whole number from 1 to 10."));
            } else {
                numbers.put(region, Intensity.of(value));
            }
        });
        return numbers;
    }

    private static Map<String, Set<String>> signs(
            @org.jspecify.annotations.Nullable List<String> said, List<Violation> wrong) {
        var signs = new LinkedHashMap<String, Set<String>>();
        for (var sign : Optional.ofNullable(said).orElse(List.of())) {
            var question = SIGN_QUESTIONS.stream()
                    .filter(key -> !sign.equals("none") && offers(key, sign))
                    .findFirst();
            if (question.isEmpty()) {
                wrong.add(new Violation("newSigns", "There is no such sign."));
            } else {
                signs.computeIfAbsent(question.get(), key -> new HashSet<>()).add(sign);
            }
        }
        return signs;
    }

    private static boolean offers(String key, String sign) {
        return Questionnaires.current()
                .question(key)
                .flatMap(question -> Optional.ofNullable(question.options()))
                .stream()
                .flatMap(List::stream)
                .map(Questionnaire.Option::value)
                .anyMatch(sign::equals);
    }
}
