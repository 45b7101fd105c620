package org.kneadwell.booking;

import org.junit.jupiter.api.Test;
import org.kneadwell.testkit.ArchitectureRules;

class ArchitectureTest {

    private final ArchitectureRules rules = ArchitectureRules.of("org.kneadwell.booking");

    @Test
    void the_shared_rules_hold() {
        rules.all();
    }

    @Test
    void the_cores_are_pure() {
        rules.isPure("slot.engine", "fit");
    }
}
