package org.kneadwell.intake.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Whether a client has agreed to what is done with their answers. */
@ApplicationScoped
public class Consents {

    private final ConsentRepository consents;
    private final Clock clock;

    Consents(ConsentRepository consents, Clock clock) {
        this.consents = consents;
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
        var now = clock.instant();
        consents.inForce(clientId).ifPresent(earlier -> earlier.withdraw(now));
        consents.flush();
        var consent = new Consent(Ids.next(), clientId, version, ConsentText.CURRENT.keys(), now);
        consents.persistAndFlush(consent);
        return ConsentResource.ConsentView.of(consent);
    }

    @Transactional
    void withdraw(UUID clientId) {
        consents.inForce(clientId).ifPresent(consent -> consent.withdraw(clock.instant()));
    }
}
