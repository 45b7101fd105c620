package org.kneadwell.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogsElsewhereTest {

    @Test
    void go_there_by_tls_or_where_something_else_encrypts() {
        var settings =
                new HashMap<>(Map.of("quarkus.log.syslog.enabled", "true", "quarkus.log.syslog.protocol", "tcp"));
        assertThat(LogsElsewhere.refusal(settings::get))
                .containsExactly(
                        "quarkus.log.syslog.protocol is not ssl-tcp, and kneadwell.tls-inside does not say that"
                                + " something else encrypts");

        settings.put("kneadwell.tls-inside", "elsewhere");
        assertThat(LogsElsewhere.refusal(settings::get)).isEmpty();

        settings.remove("kneadwell.tls-inside");
        settings.put("quarkus.log.syslog.protocol", "ssl-tcp");
        assertThat(LogsElsewhere.refusal(settings::get)).isEmpty();
    }

    @Test
    void or_nowhere() {
        assertThat(LogsElsewhere.refusal(Map.of("quarkus.log.syslog.protocol", "udp")::get))
                .isEmpty();
        assertThat(LogsElsewhere.refusal(Map.of("quarkus.log.syslog.enabled", "false")::get))
                .isEmpty();
    }
}
