package org.kneadwell.booking.invitation;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.account.AccountDeletions;
import org.kneadwell.booking.account.Accounts;
import org.kneadwell.booking.account.Accounts.Provided;
import org.kneadwell.booking.account.Unreachable;
import org.kneadwell.booking.invitation.InvitationStore.Row;
import org.kneadwell.booking.invitation.InvitationView.State;
import org.kneadwell.booking.sql.SqlFailure;
import org.kneadwell.booking.therapist.TherapistSignedIn;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.Language;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.transaction.Transactions;

/**
 * Invites therapists. Account, profile and mail are made one after another, and each is written down, in a transaction of its own,
 * when it is there. So whatever fails in between, inviting the same person again goes on from what was reached.
 */
@ApplicationScoped
class Invitations {

    /** Who taps twice sends one mail. */
    private static final Duration ONE_MAIL_EACH = Duration.ofMinutes(1);

    private static final String AGAIN_IN_SECONDS = "30";

    private final InvitationStore store;
    private final Accounts accounts;
    private final AccountDeletions deletions;
    private final Therapists therapists;
    private final Transactions transactions;
    private final Clock clock;

    Invitations(
            InvitationStore store,
            Accounts accounts,
            AccountDeletions deletions,
            Therapists therapists,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.deletions = deletions;
        this.therapists = therapists;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param by the coordinator. In the transaction of the request, which keeps others from inviting the same person. */
    InvitationView invite(NewInvitation wanted, UUID by) {
        therapists.requireFit(wanted.locationId(), wanted.intensityRange());
        if (wanted.languages() != null) {
            Therapists.requireKnown(wanted.languages());
        }
        lock(wanted.email());
        return view(sent(transactions.anew(() -> begun(wanted, by))));
    }

    /** Sends the mail again; goes on first where something is still missing. */
    InvitationView resend(UUID id) {
        var row = find(id);
        if (row.acceptedAt() != null) {
            throw accepted();
        }
        var sentAt = row.sentAt();
        if (sentAt != null && sentAt.plus(ONE_MAIL_EACH).isAfter(clock.instant())) {
            return view(row);
        }
        return view(sent(row));
    }

    /** Takes back what was not accepted: the account, the profile, the invitation. */
    void revoke(UUID id) {
        var row = find(id);
        if (row.acceptedAt() != null) {
            throw accepted();
        }
        // Made, and we did not hear of it: then only the identity provider knows.
        var accountId = row.accountId() != null
                ? row.accountId()
                : asking(() -> accounts.ofKey(id)).orElse(null);
        try {
            transactions.anew(() -> takenBack(row, accountId));
        } catch (SqlFailure inUse) {
            throw Problems.of(
                    409, "therapist-in-use", "Something refers to this therapist already, so it cannot be taken back.");
        }
        if (accountId != null) {
            deletions.tryNow(accountId);
        }
    }

    List<InvitationView> before(@Nullable UUID before, int limit) {
        return transactions.joining(() -> store.before(before, limit)).stream()
                .map(this::view)
                .toList();
    }

    void on(@Observes TherapistSignedIn signedIn) {
        store.accepted(signedIn.accountId(), clock.instant());
    }

    private Row find(UUID id) {
        return transactions.anew(() -> store.find(id)).orElseThrow(Problems::notFound);
    }

    private void lock(String email) {
        if (!store.lock(email)) {
            throw Problems.of(
                    409, "still-running", "The same request is still being worked on. Ask again in a moment.");
        }
    }

    private Row begun(NewInvitation wanted, UUID by) {
        var earlier = store.ofMail(wanted.email());
        if (earlier.isEmpty()) {
            store.begin(Ids.next(), wanted, by, clock.instant());
        } else if (earlier.get().sentAt() != null) {
            throw Problems.invalid(
                    409,
                    "already-invited",
                    "Somebody with this mail address is invited already.",
                    List.of(new Violation("email", "Is invited already.")));
        } else {
            store.replace(earlier.get().id(), wanted);
        }
        return store.ofMail(wanted.email()).orElseThrow();
    }

    /** Does what is missing, and sends the mail. */
    private Row sent(Row begun) {
        var row = begun;
        if (row.accountId() == null) {
            var id = row.id();
            var accountId = account(row);
            row = after(row, () -> store.account(id, accountId));
        }
        if (row.therapistId() == null) {
            row = entered(row);
        }
        var accountId = Objects.requireNonNull(row.accountId());
        if (!asking(() -> accounts.invite(accountId))) {
            throw Problems.of(
                    409,
                    "account-gone",
                    "The account was deleted at the identity provider. Take the invitation back and invite again.");
        }
        var id = row.id();
        return after(row, () -> store.sent(id, clock.instant()));
    }

    private UUID account(Row row) {
        var wanted = Objects.requireNonNull(row.wanted(), "there is no profile before there is an account");
        var person = new Accounts.Person(
                row.id(), row.email(), wanted.firstName(), wanted.lastName(), Language.of(wanted.mailLanguage()));
        return switch (asking(() -> accounts.therapist(person))) {
            case Provided.Account(UUID id) -> id;
            case Provided.MailTaken() -> {
                forget(row);
                throw Problems.invalid(
                        409,
                        "mail-has-account",
                        "Somebody has an account with this mail address. It is not made a therapist's, since nobody"
                                + " knows who opened it.",
                        List.of(new Violation("email", "Has an account already.")));
            }
            case Provided.Refused() -> {
                forget(row);
                throw Problems.invalid(
                        422,
                        "account-refused",
                        "The identity provider does not take this name or mail address.",
                        List.of(new Violation("email", "Is not taken by the identity provider.")));
            }
        };
    }

    private Row entered(Row row) {
        var wanted = Objects.requireNonNull(row.wanted());
        var accountId = Objects.requireNonNull(row.accountId());
        return transactions.anew(() -> {
            store.therapist(row.id(), therapists.enter(wanted.profile(accountId)));
            return store.find(row.id()).orElseThrow();
        });
    }

    private Row after(Row row, Runnable change) {
        return transactions.anew(() -> {
            change.run();
            return store.find(row.id()).orElseThrow(Problems::notFound);
        });
    }

    private void forget(Row row) {
        transactions.anew(() -> {
            store.delete(row.id());
            return row;
        });
    }

    private Row takenBack(Row row, @Nullable UUID accountId) {
        store.delete(row.id());
        var therapistId = row.therapistId();
        if (therapistId != null && !therapists.takeBack(therapistId)) {
            throw Problems.of(
                    409, "therapist-published", "Clients see this therapist already, so it cannot be taken back.");
        }
        if (accountId != null) {
            deletions.order(accountId);
        }
        return row;
    }

    private InvitationView view(Row row) {
        var sentAt = row.sentAt();
        Instant expiresAt = sentAt == null || row.acceptedAt() != null ? null : sentAt.plus(accounts.linkLasts());
        return new InvitationView(
                row.id(),
                row.name(),
                row.email(),
                row.locationId(),
                state(row, expiresAt),
                row.invitedAt(),
                sentAt,
                expiresAt,
                row.acceptedAt(),
                row.therapistId());
    }

    private State state(Row row, @Nullable Instant expiresAt) {
        if (row.acceptedAt() != null) {
            return State.ACCEPTED;
        }
        if (expiresAt == null) {
            return State.BEGUN;
        }
        return clock.instant().isBefore(expiresAt) ? State.SENT : State.EXPIRED;
    }

    private static HttpProblem accepted() {
        return Problems.of(409, "invitation-accepted", "This invitation was accepted.");
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (Unreachable notNow) {
            throw Problems.builder(
                            503,
                            "identity-provider-unreachable",
                            "Accounts cannot be reached at the moment. What you entered is kept; try again in a moment.")
                    .withHeader("Retry-After", AGAIN_IN_SECONDS)
                    .build();
        }
    }
}
