package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.feedback.rules.MeasuredChange;
import org.kneadwell.feedback.rules.SelfCare;
import org.kneadwell.kit.audit.RunningOperation;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.kit.vault.Vault;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.FollowUpClass;

/** What people read of follow-ups: their own, or those of their appointments. */
@ApplicationScoped
class FollowUpQueries {

    /** How long after the session its therapist may still read the follow-up. */
    private static final Duration READABLE_AFTER = Duration.ofDays(30);

    private final FollowUpRepository followUps;
    private final AppointmentRepository appointments;
    private final AnswerRepository answers;
    private final PlanRepository plans;
    private final ClientIntakeRepository intakes;
    private final Vault vault;
    private final ClientScope scope;
    private final RunningOperation running;
    private final Transactions transactions;
    private final CallersLanguage language;
    private final Clock clock;

    FollowUpQueries(
            FollowUpRepository followUps,
            AppointmentRepository appointments,
            AnswerRepository answers,
            PlanRepository plans,
            ClientIntakeRepository intakes,
            Vault vault,
            ClientScope scope,
            RunningOperation running,
            Transactions transactions,
            CallersLanguage language,
            Clock clock) {
        this.followUps = followUps;
        this.appointments = appointments;
        this.answers = answers;
        this.plans = plans;
        this.intakes = intakes;
        this.vault = vault;
        this.scope = scope;
        this.running = running;
        this.transactions = transactions;
        this.language = language;
        this.clock = clock;
    }

    @Transactional
    Page<FollowUpView> ofClient(UUID clientId, @Nullable FollowUpState state, @Nullable String cursor, int limit) {
        appointments.read(clientId, language.get());
        var after = Cursor.decode(cursor).map(Position::parse);
        var rows = followUps.page(
                clientId,
                state,
                after.map(Position::at).orElse(null),
                after.map(Position::id).orElse(null),
                limit + 1);
        return Page.of(rows, limit, row -> row.sessionEndedAt() + "|" + row.id())
                .map(this::view);
    }

    @Transactional
    Optional<FollowUpView> ofClient(UUID clientId, UUID followUpId) {
        appointments.read(clientId, language.get());
        return followUps
                .findByIdOptional(followUpId)
                .filter(followUp -> followUp.clientId().equals(clientId))
                .map(this::view);
    }

    /** The follow-up of an appointment, for the account of its therapist only. */
    @Transactional
    Optional<FollowUpView.ForTherapist> ofAppointment(UUID appointmentId, UUID therapistAccountId) {
        return appointments
                .findByIdOptional(appointmentId)
                .filter(appointment -> appointment.therapistAccountId().equals(therapistAccountId))
                .map(this::enter)
                .flatMap(appointment -> followUps
                        .ofAppointment(appointmentId)
                        .filter(followUp -> !clock.instant()
                                .isAfter(followUp.sessionEndedAt().plus(READABLE_AFTER)))
                        .map(followUp -> FollowUpView.ForTherapist.of(
                                followUp, followUp.regions(vault), appointment, answers.ofFollowUp(followUp.id()))));
    }

    /**
     * What came in of a therapist's appointments, as long as it can be read, the last to come in first. Each is opened in a transaction
     * of its own, so that each client's record of accesses names the appointment.
     */
    Page<ReceivedView> received(UUID therapistAccountId, @Nullable String cursor, int limit) {
        var after = Cursor.decode(cursor).map(Position::parse);
        var rows = transactions.anew(() -> {
            scope.enterTherapist(therapistAccountId);
            return followUps.answeredOf(
                    therapistAccountId,
                    clock.instant().minus(READABLE_AFTER),
                    after.map(Position::at).orElse(null),
                    after.map(Position::id).orElse(null),
                    limit + 1);
        });
        var page = Page.of(rows, limit, row -> row.lastAnswerAt() + "|" + row.id());
        return new Page<>(
                page.items().stream()
                        .map(row -> transactions.anew(() -> received(row)))
                        .flatMap(Optional::stream)
                        .toList(),
                page.next());
    }

    /** Empty: the client was forgotten in between. */
    private Optional<ReceivedView> received(FollowUpRepository.Answered row) {
        running.begin("listAppointmentFollowUps", row.appointmentId());
        scope.enter(row.clientId());
        return followUps
                .findByIdOptional(row.id())
                .map(followUp -> ReceivedView.of(
                        followUp, appointments.findById(row.appointmentId()), answers.ofFollowUp(row.id())));
    }

    private Appointment enter(Appointment appointment) {
        scope.enter(appointment.clientId());
        return appointment;
    }

    @Transactional
    OutcomesView outcomes(UUID clientId) {
        var items = new ArrayList<OutcomesView.Session>();
        var byFollowUp = answers.ofClient(clientId).stream()
                .filter(answer -> answer.counted() && !answer.signsOnly())
                .collect(Collectors.toMap(Answer::followUpId, answer -> answer, (first, last) -> last));
        followUps
                .list("id in ?1 order by sessionEndedAt, id", byFollowUp.keySet())
                .forEach(followUp -> {
                    var answer = byFollowUp.get(followUp.id());
                    if (answer != null) {
                        items.add(session(followUp, answer));
                    }
                });
        OutcomesView.Change change = null;
        if (items.size() >= 2) {
            var last = items.getLast();
            change = OutcomesView.Change.of(
                    new MeasuredChange(items.getFirst().painRating(), last.painRating(), last.globalChange()),
                    language.get());
        }
        return new OutcomesView(List.copyOf(items), change);
    }

    @Transactional
    Optional<PlanView> plan(UUID clientId) {
        return plans.findByIdOptional(clientId)
                .map(suggestion -> PlanView.of(suggestion, suggestion.plan(vault), language.get()));
    }

    /** By the latest intake and the class of the last answer, for the regions of either. */
    @Transactional
    SelfCareView selfCare(UUID clientId) {
        var intake = intakes.findByIdOptional(clientId);
        var given = answers.ofClient(clientId);
        var regions = EnumSet.noneOf(BodyRegion.class);
        intake.ifPresent(known -> regions.addAll(known.focusAreas(vault)));
        FollowUpClass last = null;
        for (var answer : given) {
            last = answer.outcome() == null ? last : answer.outcome();
        }
        if (!given.isEmpty()) {
            followUps
                    .findById(given.getLast().followUpId())
                    .regions(vault)
                    .worked()
                    .forEach(worked -> regions.add(worked.region()));
        }
        var text = SelfCare.text(intake.map(known -> known.facts(vault)).orElse(null), last, regions);
        return new SelfCareView(Sentence.all(text, language.get()));
    }

    private OutcomesView.Session session(FollowUp followUp, Answer answer) {
        var appointment = appointments.findById(followUp.appointmentId());
        var told = FollowUpView.Told.forClient(answer, followUp.regions(vault));
        return new OutcomesView.Session(
                followUp.id(),
                followUp.appointmentId(),
                new FollowUpView.Person(appointment.therapistId(), appointment.therapistName()),
                followUp.sessionEndedAt(),
                answer.answeredAt(),
                answer.hoursAfter(),
                answer.outcome(),
                Objects.requireNonNull(told.soreness()),
                Objects.requireNonNull(told.painRating()),
                Objects.requireNonNull(told.globalChange()),
                told.improved(),
                told.regions());
    }

    private FollowUpView view(FollowUp followUp) {
        return FollowUpView.of(
                followUp,
                followUp.regions(vault),
                appointments.findById(followUp.appointmentId()),
                answers.ofFollowUp(followUp.id()));
    }

    private record Position(Instant at, UUID id) {

        static Position parse(String text) {
            try {
                var parts = text.split("\\|", -1);
                if (parts.length == 2) {
                    return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
                }
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw Cursor.refused();
            }
            throw Cursor.refused();
        }
    }
}
