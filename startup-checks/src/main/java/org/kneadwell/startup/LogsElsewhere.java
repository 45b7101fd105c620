package org.kneadwell.startup;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Log lines that are sent to another machine say who was refused what: nobody else on the way may read them. */
public final class LogsElsewhere {

    private static final String PROTOCOL = "quarkus.log.syslog.protocol";

    private LogsElsewhere() {}

    /** A sentence part where log lines are sent to a syslog server, neither by TLS nor where something else encrypts. */
    public static List<String> refusal(Function<String, @Nullable String> setting) {
        boolean sent = "true".equals(setting.apply("quarkus.log.syslog.enabled"));
        return sent
                        && !"ssl-tcp".equals(setting.apply(PROTOCOL))
                        && !"elsewhere".equals(setting.apply("kneadwell.tls-inside"))
                ? List.of(PROTOCOL
                        + " is not ssl-tcp, and kneadwell.tls-inside does not say that something else encrypts")
                : List.of();
    }
}
