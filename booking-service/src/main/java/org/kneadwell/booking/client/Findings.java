package org.kneadwell.booking.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.fit.LeftReasons;
import org.kneadwell.booking.fit.SharedHistory;
import org.kneadwell.booking.fit.SharedHistory.LastAnswer;
import org.kneadwell.vocabulary.Complaint;
import org.kneadwell.vocabulary.LeftReason;

/**
 * What a client said after sessions, oldest first.
 *
 * @param anotherThan the therapist the plan suggests to move on from; null when it does not
 */
record Findings(List<Finding> all, @Nullable UUID anotherThan) {

    record Finding(UUID therapistId, Instant answeredAt, Complaint complaint, boolean uglyWord) {}

    Findings {
        all = all.stream().sorted(Comparator.comparing(Finding::answeredAt)).toList();
    }

    /** The reason the next search starts from: the last complaint since the client stated one. */
    LeftReason leftReason(LeftReason stated, Instant statedAt) {
        var reason = stated;
        for (var finding : all) {
            if (finding.answeredAt.isAfter(statedAt)) {
                reason = LeftReasons.after(finding.complaint, reason);
            }
        }
        return reason;
    }

    /** Everybody something is said about here. */
    Set<UUID> therapists() {
        var therapists = new HashSet<UUID>();
        all.forEach(finding -> therapists.add(finding.therapistId));
        if (anotherThan != null) {
            therapists.add(anotherThan);
        }
        return therapists;
    }

    SharedHistory with(UUID therapistId, boolean visited, boolean blocked) {
        var here = all.stream()
                .filter(finding -> finding.therapistId.equals(therapistId))
                .toList();
        var last = LastAnswer.NO_ANSWER;
        if (!here.isEmpty()) {
            var finding = here.getLast();
            last = finding.complaint == Complaint.NONE && !finding.uglyWord
                    ? LastAnswer.NO_COMPLAINT
                    : LastAnswer.COMPLAINED;
        }
        int tooIntense = (int) here.stream()
                .filter(finding -> finding.complaint == Complaint.TOO_INTENSE)
                .count();
        return new SharedHistory(
                visited || !here.isEmpty(),
                last,
                tooIntense,
                here.stream().anyMatch(Finding::uglyWord),
                blocked,
                therapistId.equals(anotherThan));
    }
}
