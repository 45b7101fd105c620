package org.kneadwell.localstack.demo;

import java.util.Map;

/**
 * A client and, unless the account is fresh, the answers of the intake by question key.
 *
 * @param answers empty for someone who has not begun yet
 * @param story what this client lived through before the demo begins
 */
public record DemoClient(
        DemoPerson person, String jurisdiction, String zone, Map<String, Object> answers, Story story) {

    /** How far back the past of a demo client reaches, and how it went. */
    public enum Story {
        /** An account and nothing else. */
        FRESH,
        /** Has an intake, has not booked yet. */
        ASSESSED,
        /** Had a visit and answered the follow-up: nothing unusual. */
        WENT_WELL,
        /** Had a visit, was still sore at the follow-up. */
        STILL_SORE,
        /** Had a visit that was too firm, and said so. */
        TOO_FIRM,
        /** Had a visit that could have been firmer. */
        TOO_LIGHT,
        /** Had a visit and never answered. */
        SILENT,
        /** Booked and cancelled in time. */
        CANCELLED,
        /** Has a visit ahead. */
        BOOKED
    }
}
