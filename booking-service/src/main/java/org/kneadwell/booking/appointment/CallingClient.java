package org.kneadwell.booking.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** The client who calls, as a booking needs one. */
@ApplicationScoped
public class CallingClient {

    private final Caller caller;

    CallingClient(Caller caller) {
        this.caller = caller;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 when the token carries no name or no e-mail address */
    public BookingClient named(HttpHeaders headers) {
        return new BookingClient(
                caller.accountId(),
                caller.name().orElseThrow(CallingClient::nameless),
                caller.email().orElseThrow(CallingClient::nameless),
                MailLanguage.of(headers));
    }

    private static RuntimeException nameless() {
        return Problems.of(
                403, "token-names-nobody", "A booking needs a token that carries a name and an e-mail address.");
    }
}
