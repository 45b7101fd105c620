package org.kneadwell.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of whom a service asks for more than a password when nobody says otherwise. */
class SecondFactorDefaultsTest {

    private static List<String> asked(String profile) throws IOException {
        var file = SecondFactor.class.getResource("/META-INF/microprofile-config.properties");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withProfile(profile)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(file))
                .build();
        return config.getOptionalValues("kneadwell.second-factor.roles", String.class)
                .orElse(List.of());
    }

    @Test
    void production_asks_all_people_and_one_machine_nobody() throws IOException {
        assertThat(asked("prod")).containsExactlyInAnyOrder("client", "therapist", "coordinator");
        assertThat(asked("local")).isEmpty();
    }
}
