package org.kneadwell.localstack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** Tells the demo data to a running platform, over its public API, by living it day by day. */
public final class DemoSeeding {
    /** What the outcome depends on: when one of these changes, the demo data is made again. */
    public static final List<Class<?>> KEYED_BY = List.of(
            DemoData.class,
            DemoPerson.class,
            DemoTherapist.class,
            DemoClient.class,
            DemoLocation.class,
            DemoUsersFile.class,
            DemoSeeding.class);

    private static final Duration PAST = Duration.ofDays(21);

    private final Addresses addresses;
    private final BinaryOperator<String> tokenOf;
    private final Path clockOffset;
    private final Consumer<String> say;

    /** @param tokenOf gives an access token for a user name and a password */
    public DemoSeeding(Addresses addresses, BinaryOperator<String> tokenOf, Path clockOffset, Consumer<String> say) {
        this.addresses = addresses;
        this.tokenOf = tokenOf;
        this.clockOffset = clockOffset;
        this.say = say;
    }

    /** Where the services listen. */
    public record Addresses(String intake, String booking, String feedback) {}

    /** Sets the platform's clock back, before anything of it starts. */
    public static void beginInThePast(Path clockOffset) {
        setClock(clockOffset, PAST.negated());
    }

    public void run() {
        setClock(clockOffset, Duration.ZERO);
    }

    private static void setClock(Path clockOffset, Duration offset) {
        try {
            var parent = clockOffset.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(clockOffset, offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
