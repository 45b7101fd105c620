package org.kneadwell.localstack;

import java.nio.file.Path;

/**
 * What was asked for on the command line.
 *
 * @param checkout the source tree whose jars are started and which keeps what is prepared once
 * @param data where this platform keeps its database, logs and clock
 */
record Options(Command command, Path checkout, Path data, Ports ports) {

    enum Command {
        START,
        RESET,
        PREPARE,
        STOP,
        STATUS
    }

    static final String USAGE = """
            ./run [--reset | --stop | --status] [--ports-from N] [--data DIR] [--no-build]

              (nothing)        builds what is stale, starts the platform, stops it on Ctrl-C
              --reset          starts afresh: the data of this platform is replaced by the demo data
              --stop           stops the platform that runs here
              --status         says whether one runs here
              --ports-from N   uses the eight ports from N on instead of 8080–8083, 8180, 8025, 1025 and 55432
              --data DIR       keeps database, logs and clock there instead of in .kneadwell
              --no-build       starts what is built already
            """;

    /** @throws IllegalArgumentException with one line for the person at the terminal */
    static Options parse(String... arguments) {
        var command = Command.START;
        var checkout = Path.of("");
        Path data = null;
        var ports = Ports.usual();
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--reset" -> command = Command.RESET;
                case "--prepare" -> command = Command.PREPARE;
                case "--stop" -> command = Command.STOP;
                case "--status" -> command = Command.STATUS;
                case "--no-build" -> {
                    // Building is ./run's own part.
                }
                case "--checkout" -> checkout = Path.of(value(arguments, ++i));
                case "--data" -> data = Path.of(value(arguments, ++i));
                case "--ports-from" -> ports = Ports.from(number(value(arguments, ++i)));
                default ->
                    throw new IllegalArgumentException("unknown option " + arguments[i] + "; ./run --help lists them");
            }
        }
        var root = checkout.toAbsolutePath().normalize();
        return new Options(
                command,
                root,
                data == null
                        ? root.resolve(".kneadwell")
                        : data.toAbsolutePath().normalize(),
                ports);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + value, e);
        }
    }
}
