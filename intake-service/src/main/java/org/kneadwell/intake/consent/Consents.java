package org.kneadwell.intake.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.vault.ClientKeys;

/** Whether a client has agreed to what is done with their answers. */
@ApplicationScoped
public class Consents {

    private final ConsentRepository consents;
    private final ClientKeys keys;
    private final Events events;
    private final Event<ConsentGivenAgain> again;
    private final CallersLanguage language;
    private final Clock clock;

    Consents(
            ConsentRepository consents,
            ClientKeys keys,
            Events events,
            Event<ConsentGivenAgain> again,
            CallersLanguage language,
            Clock clock) {
        this.consents = consents;
        this.keys = keys;
        this.events = events;
        this.again = again;
        this.language = language;
        this.clock = clock;
    }

    @Transactional
    public boolean given(UUID clientId) {
        return consents.inForce(clientId)
                .filter(consent -> consent.covers(ConsentText.CURRENT))
                .isPresent();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 {@code consent-required} */
    @Transactional
    public void require(UUID clientId) {
        if (!given(clientId)) {
            throw Problems.of(
                    403, "consent-required", "Please give your consent first; then we may keep your answers.");
        }
    }

    @Transactional
    ConsentResource.ConsentView state(UUID clientId) {
        return consents.inForce(clientId)
                .map(ConsentResource.ConsentView::of)
                .orElseGet(() -> ConsentResource.ConsentView.none());
    }

    @Transactional
    List<ConsentResource.ConsentRecord> newestFirst(UUID clientId, @Nullable UUID before, int limit) {
        return consents.newestFirst(clientId, before, limit).stream()
                .map(ConsentResource.ConsentRecord::of)
                .toList();
    }

    @Transactional
    ConsentResource.ConsentView give(UUID clientId, String version, List<String> purposes) {
        if (!version.equals(ConsentText.CURRENT.version())) {
            throw Problems.invalid(
                    422,
                    "consent-version-unknown",
                    "Agree to the text as it is now.",
                    List.of(new Violation("version", "This is not the current version.")));
        }
        if (!new HashSet<>(purposes).equals(new HashSet<>(ConsentText.CURRENT.keys()))) {
            throw Problems.invalid(
                    422,
                    "consent-incomplete",
                    "An intake needs every purpose of the text.",
                    List.of(new Violation("purposes", "Name every purpose of the text and no other.")));
        }
        keys.refuseErased(clientId);
        var now = clock.instant();
        boolean stopped = consents.inForce(clientId).isEmpty() && consents.count("clientId", clientId) > 0;
        consents.inForce(clientId).ifPresent(earlier -> earlier.withdraw(now));
        consents.flush();
        var consent = new Consent(Ids.next(), clientId, version, ConsentText.CURRENT.keys(), language.get(), now);
        consents.persistAndFlush(consent);
        if (stopped) {
            again.fire(new ConsentGivenAgain(clientId));
        }
        return ConsentResource.ConsentView.of(consent);
    }

    @Transactional
    void withdraw(UUID clientId) {
        consents.inForce(clientId).ifPresent(consent -> {
            var now = clock.instant();
            consent.withdraw(now);
            events.publish(new ConsentWithdrawn(clientId, now));
        });
    }
}
