package org.kneadwell.intake.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kneadwell.intake.triage.Facts;
import org.kneadwell.intake.triage.Triage;

class RuleSetsTest {

    static final String RULE = """
            {"version":"x","effectiveFrom":"2026-01-01","reviewedByClinician":false,
             "otherwise":{"outcome":"ok","ceiling":7,"excluded":[]},"regionLimits":[],
             "rules":[{"id":"a_rule","version":1,"title":"A rule","when":{"fact":"neuro","anyOf":["weakness"]},
                       "effect":{"outcome":"gentle_only","ceiling":3,"excluded":["sports"]},"source":"a test"}]}
            """;

    @Test
    void the_current_rules_load() {
        assertThat(RuleSets.current().version()).isEqualTo(RuleSets.CURRENT);
        assertThat(RuleSets.current().reviewedByClinician()).isFalse();
    }

    @Test
    void an_older_version_stays_loadable_and_answers_by_its_own_rules() {
        var old = RuleSets.version("2025.9-test");
        var triage = Triage.of(
                old, Facts.none().with("medications", "blood_thinner"), List.of(), java.time.LocalDate.EPOCH, true);
        assertThat(triage.ruleSetVersion()).isEqualTo("2025.9-test");
        assertThat(triage.ceiling()).isEqualTo(2);
    }

    @Test
    void an_unknown_version_is_refused() {
        assertThatThrownBy(() -> RuleSets.version("1999.1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuleSets.version("../secret")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "ceiling":3                | "ceiling":8
            "ceiling":3                | "ceiling":0
            "ceiling":3                | "ceiling":"high"
            "outcome":"gentle_only"    | "outcome":"fine"
            "outcome":"gentle_only"    | "outcome":"see_doctor"
            "id":"a_rule"              | "id":"A rule"
            "title":"A rule"           | "title":""
            "source":"a test"          | "source":" "
            "source":"a test"          | "source":"a test","suorce":"b"
            "anyOf":["weakness"]       | "anyOf":[]
            "anyOf":["weakness"]       | "withinWeeks":0
            ["sports"]                 | ["hot_stones"]
            "title":"A rule","when":{"fact":"neuro","anyOf":["weakness"]} | "title":"A rule","when":{"all":[]}
            "id":"a_rule","version":1  | "id":"a_rule","version":0
            "regionLimits":[]          | "regionLimits":[{"ceiling":2,"reason":"nowhere"}]
            "regionLimits":[]          | "regionLimits":[{"regions":["tail"],"ceiling":2,"reason":"no such region"}]
            """, quoteCharacter = '\'')
    void nonsense_is_refused(String right, String wrong) throws IOException {
        assertThat(RULE).contains(right);
        assertThat(read(RULE).rules()).hasSize(1);
        assertThatThrownBy(() -> read(RULE.replace(right, wrong))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_rules_of_one_name_are_refused() {
        var rule = RULE.substring(RULE.indexOf("[{\"id\"") + 1, RULE.lastIndexOf("]}"));
        assertThatThrownBy(() -> read(RULE.replace(rule, rule + "," + rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a_rule");
    }

    @Test
    void the_page_for_clinicians_is_up_to_date() throws IOException {
        var page = Path.of("..", "docs", "clinical-rules.md");
        var expected = RulesInWords.of(RuleSets.current());
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/clinical-rules.md; rewrite it with -Ddocs.update=true")
                .isEqualTo(expected);
        assertThat(expected).contains("No clinician has reviewed these rules yet.");
        assertThat(RuleSets.current().rules())
                .allSatisfy(rule -> assertThat(expected).contains("`" + rule.id() + "`"));
    }

    @Test
    void conditions_read_only_keys_that_are_known() {
        var known = Set.of(
                "neuro",
                "urgent_signs",
                "recent_signs",
                "conditions",
                "medications",
                "surgery",
                "injury",
                "adult",
                "weakness_explained",
                "inflamed_skin_widespread",
                "bruises_easily",
                "cause_known",
                "sensitised",
                "past_bad_experience",
                "after_session");
        assertThat(RuleSets.current().rules())
                .allSatisfy(rule -> assertThat(known).containsAll(rule.when().keys()));
    }

    private static org.kneadwell.intake.triage.RuleSet read(String json) throws IOException {
        return RuleSets.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
