package org.kneadwell.feedback.followup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.kneadwell.events.FollowUpInvited;
import org.kneadwell.events.FollowUpMissed;
import org.kneadwell.feedback.mail.FollowUpMails;
import org.kneadwell.feedback.mail.MailKind;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.scope.Purpose;

/** Moves follow-ups along with time: ask, remind, close. */
@ApplicationScoped
class FollowUpSteps {

    private final FollowUpRepository followUps;
    private final AnswerRepository answers;
    private final FollowUpMails mails;
    private final Events events;
    private final ClientScope scope;
    private final Clock clock;

    FollowUpSteps(
            FollowUpRepository followUps,
            AnswerRepository answers,
            FollowUpMails mails,
            Events events,
            ClientScope scope,
            Clock clock) {
        this.followUps = followUps;
        this.answers = answers;
        this.mails = mails;
        this.events = events;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * Takes the one step that is due of the follow-up that has waited longest, with its event and its mail, in one transaction.
     *
     * @return whether there was one
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean takeNext() {
        var now = clock.instant();
        scope.open(Purpose.DUE);
        var due = followUps.claimDue(now);
        due.ifPresent(followUp -> take(followUp, now));
        return due.isPresent();
    }

    private void take(FollowUp followUp, Instant now) {
        switch (followUp.due(now)) {
            case WAIT -> throw new IllegalStateException("A follow-up was due without a step.");
            case ASK -> {
                boolean first = followUp.round() == 1;
                followUp.ask(now);
                mails.add(followUp.id(), first ? MailKind.INVITATION : MailKind.ASK_AGAIN, round(followUp));
                if (first) {
                    events.publish(new FollowUpInvited(
                            followUp.id(), followUp.appointmentId(), followUp.clientId(), followUp.therapistId(), now));
                }
            }
            case REMIND -> {
                followUp.remind(now);
                mails.add(followUp.id(), MailKind.REMINDER, round(followUp));
            }
            case CLOSE -> {
                boolean answered = !answers.ofFollowUp(followUp.id()).isEmpty();
                followUp.close(answered);
                if (!answered) {
                    events.publish(new FollowUpMissed(
                            followUp.id(), followUp.appointmentId(), followUp.clientId(), followUp.therapistId(), now));
                }
            }
        }
    }

    private static String round(FollowUp followUp) {
        return Integer.toString(followUp.round());
    }
}
