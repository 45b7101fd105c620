package org.kneadwell.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LastingSecretTest {

    @Test
    void is_refused_by_its_name_until_somebody_accepts_it() {
        String refusal =
                "quarkus.datasource.password lasts until somebody changes it, and kneadwell.passwords-inside does"
                        + " not say that such are accepted";
        assertThat(LastingSecret.refusal("quarkus.datasource.password", name -> null))
                .containsExactly(refusal);
        assertThat(LastingSecret.refusal(
                        "quarkus.datasource.password", Map.of("kneadwell.passwords-inside", "true")::get))
                .containsExactly(refusal);
        assertThat(LastingSecret.refusal(
                        "quarkus.datasource.password", Map.of("kneadwell.passwords-inside", "accepted")::get))
                .isEmpty();
    }
}
