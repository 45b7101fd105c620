package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {

    private static final String FIXTURE = "org.kneadwell.testkit.fixture.";

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("time", ArchitectureRules::timeComesFromTheClock, "calls method <java.time.Instant.now()>"),
                rule("purity", rules -> rules.isPure("core"), "jakarta.ws.rs.GET"),
                rule("circles", ArchitectureRules::featuresDoNotGoInCircles, "Cycle detected"),
                rule("entities", ArchitectureRules::entitiesStayHome, "Thing is public"),
                rule("transactions", ArchitectureRules::resourcesHaveNoTransactions, "ThingResource.get()"),
                rule("services", ArchitectureRules::noOtherServiceIsImported, "org.kneadwell.intake.Elsewhere"),
                rule("injection", ArchitectureRules::injectionIsByConstructor, "ThingResource.sum"),
                rule("public methods", ArchitectureRules::resourceMethodsArePublic, "ThingResource.get()"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_is_red_on_a_bad_class(String name, Consumer<ArchitectureRules> rule, String told) {
        assertThatThrownBy(() -> rule.accept(ArchitectureRules.ofFixture(FIXTURE + "bad")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_is_green_on_good_classes(String name, Consumer<ArchitectureRules> rule, String told) {
        assertThatCode(() -> rule.accept(ArchitectureRules.ofFixture(FIXTURE + "good")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_is_red_when_it_finds_nothing_to_look_at(String name, Consumer<ArchitectureRules> rule, String told) {
        assertThatThrownBy(() -> rule.accept(ArchitectureRules.ofFixture(FIXTURE + "nothing")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    private static Arguments rule(String name, Consumer<ArchitectureRules> rule, String told) {
        return Arguments.of(name, rule, told);
    }
}
