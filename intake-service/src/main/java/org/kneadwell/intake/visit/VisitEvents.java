package org.kneadwell.intake.visit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import org.kneadwell.events.AdverseSignReported;
import org.kneadwell.events.AppointmentBooked;
import org.kneadwell.events.AppointmentCancelled;
import org.kneadwell.events.AppointmentRescheduled;
import org.kneadwell.events.FollowUpAnswered;
import org.kneadwell.events.SessionCompleted;
import org.kneadwell.events.TherapistPublished;
import org.kneadwell.intake.assessment.Assessments;
import org.kneadwell.intake.consent.Consents;
import org.kneadwell.intake.plan.PlanBook;
import org.kneadwell.intake.pressure.AfterFollowUp;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.FollowUpClass;
import org.kneadwell.vocabulary.Intensity;

/**
 * What other services' events do to appointments and to the pressure plan, in the transaction of their delivery. Without consent
 * the plan stays as it is.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class VisitEvents {

    private final AppointmentRepository appointments;
    private final ComfortableRepository comfortables;
    private final TherapistMails mails;
    private final PlanBook plan;
    private final Assessments assessments;
    private final Consents consents;
    private final Vault vault;

    VisitEvents(
            AppointmentRepository appointments,
            ComfortableRepository comfortables,
            TherapistMails mails,
            PlanBook plan,
            Assessments assessments,
            Consents consents,
            Vault vault) {
        this.appointments = appointments;
        this.comfortables = comfortables;
        this.mails = mails;
        this.plan = plan;
        this.assessments = assessments;
        this.consents = consents;
        this.vault = vault;
    }

    void on(AppointmentBooked event) {
        if (appointments.findByIdOptional(event.appointmentId()).isEmpty()) {
            appointments.persistAndFlush(new Appointment(event));
            mails.tellOf(event.appointmentId());
        }
    }

    void on(AppointmentRescheduled event) {
        appointments
                .findByIdOptional(event.appointmentId())
                .ifPresent(appointment -> appointment.move(event.start(), event.end(), event.zone()));
    }

    void on(AppointmentCancelled event) {
        appointments.findByIdOptional(event.appointmentId()).ifPresent(Appointment::cancel);
    }

    void on(TherapistPublished event) {
        appointments.rememberContact(event);
    }

    /** Comfortable numbers wait for a NORMAL follow-up before they count. */
    void on(SessionCompleted event) {
        appointments.findByIdOptional(event.appointmentId()).ifPresent(Appointment::complete);
        if (!consents.given(event.clientId())) {
            return;
        }
        var numbers = new EnumMap<BodyRegion, Intensity>(BodyRegion.class);
        for (var worked : event.regions()) {
            var comfortable = worked.highestComfortable();
            if (comfortable != null) {
                numbers.put(worked.region(), comfortable);
            }
        }
        if (!numbers.isEmpty()
                && comfortables.findByIdOptional(event.appointmentId()).isEmpty()) {
            comfortables.persist(new Comfortable(event.appointmentId(), event.clientId(), numbers, vault));
        }
    }

    void on(FollowUpAnswered event) {
        var clientId = event.clientId();
        if (!consents.given(clientId)) {
            return;
        }
        plan.lock(clientId);
        plan.answered(clientId, event.outcome(), event.complaint(), event.answeredAt());
        if (event.outcome().blocksBooking()) {
            suspend(clientId, event.outcome(), event.followUpId(), event.answeredAt());
            return;
        }
        var picture = assessments.picture(clientId, assessments.today(), true).orElse(null);
        if (picture == null) {
            return;
        }
        var comfortable = comfortables
                .findByIdOptional(event.appointmentId())
                .map(known -> known.numbers(vault))
                .orElse(Map.of());
        var touched = EnumSet.noneOf(BodyRegion.class);
        for (var finding : event.regions()) {
            touched.add(finding.region());
            var answer = new AfterFollowUp(
                    event.outcome(),
                    event.complaint(),
                    event.uglyWord(),
                    event.hoursAfter(),
                    event.consecutiveNormal(),
                    finding.stillSore(),
                    finding.lowersTarget(),
                    picture.triage().holdsRaises());
            if (answer.step() instanceof AfterFollowUp.Move move) {
                plan.followUp(
                        clientId, finding.region(), move, picture.triage(), event.followUpId(), event.answeredAt());
            }
            var number = comfortable.get(finding.region());
            if (event.outcome() == FollowUpClass.NORMAL && number != null) {
                plan.confirm(clientId, finding.region(), number);
            }
        }
        // Where a session begins also depends on how the last one went, so every region is told, changed or not.
        touched.addAll(picture.regions());
        assessments.publishPlan(clientId, touched);
    }

    void on(AdverseSignReported event) {
        if (!consents.given(event.clientId())) {
            return;
        }
        plan.lock(event.clientId());
        suspend(event.clientId(), event.outcome(), event.followUpId(), event.reportedAt());
    }

    private void suspend(UUID clientId, FollowUpClass outcome, UUID followUpId, java.time.Instant at) {
        if (plan.suspend(clientId, outcome, followUpId, at)) {
            assessments.reassess(clientId, "sign", followUpId);
            assessments
                    .picture(clientId, assessments.today(), true)
                    .ifPresent(picture -> assessments.publishPlan(clientId, picture.regions()));
        }
    }
}
