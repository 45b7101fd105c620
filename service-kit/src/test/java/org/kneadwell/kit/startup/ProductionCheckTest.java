package org.kneadwell.kit.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionCheckTest {

    @Test
    void secrets_of_ones_own_are_fine() {
        var settings = Map.of("quarkus.datasource.password", "8Yt-2q", "quarkus.flyway.password", "9Zu-3r");

        assertThat(ProductionCheck.faults(settings::get)).isEmpty();
    }

    @Test
    void what_belongs_on_a_developers_machine_is_named_without_the_secret() {
        var settings = Map.of(
                "quarkus.datasource.password", "intake-local",
                "kneadwell.clock.offset-file", "clock-offset",
                "kneadwell.demo-data", "true",
                "kneadwell.booking.calendar.allow-addresses", "127.0.0.1");

        assertThat(ProductionCheck.faults(settings::get))
                .containsExactly(
                        "quarkus.datasource.password is a default of the local profile",
                        "quarkus.flyway.password is not set",
                        "kneadwell.clock.offset-file is set, the clock can be moved",
                        "kneadwell.demo-data is on",
                        "kneadwell.booking.calendar.allow-addresses is set, calendars could be read from our own network");
    }
}
