package org.kneadwell.feedback;

import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.ArchitectureRules;

class FeedbackArchitectureTest {

    private final ArchitectureRules rules = ArchitectureRules.of("org.kneadwell.feedback");

    @Test
    void the_service_keeps_the_rules_of_every_service() {
        rules.all();
        rules.resourceMethodsArePublic();
    }

    @Test
    void classes_advice_schedule_and_plan_know_no_framework() {
        rules.isPure("rules");
    }
}
