package org.kneadwell.intake;

import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.ArchitectureRules;

class ArchitectureTest {

    private final ArchitectureRules rules = ArchitectureRules.of("org.kneadwell.intake");

    @Test
    void the_house_rules_hold() {
        rules.all();
    }
}
