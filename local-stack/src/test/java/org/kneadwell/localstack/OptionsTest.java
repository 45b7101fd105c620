package org.kneadwell.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void without_options_the_platform_starts_on_the_usual_ports_with_its_data_in_the_checkout() {
        var options = Options.parse("--checkout", "/checkout");

        assertThat(options.command()).isEqualTo(Options.Command.START);
        assertThat(options.data()).isEqualTo(Path.of("/checkout/.kneadwell"));
        assertThat(options.ports()).isEqualTo(new Ports(8080, 8081, 8082, 8083, 8180, 8025, 1025, 55432));
    }

    @Test
    void a_second_platform_takes_eight_ports_in_a_row_and_data_of_its_own() {
        var options = Options.parse("--ports-from", "18000", "--data", "/elsewhere", "--reset");

        assertThat(options.command()).isEqualTo(Options.Command.RESET);
        assertThat(options.data()).isEqualTo(Path.of("/elsewhere"));
        assertThat(options.ports()).isEqualTo(new Ports(18000, 18001, 18002, 18003, 18004, 18005, 18006, 18007));
    }

    @Test
    void what_is_not_an_option_is_said() {
        assertThatThrownBy(() -> Options.parse("--fast")).hasMessage("unknown option --fast; ./run --help lists them");
        assertThatThrownBy(() -> Options.parse("--ports-from")).hasMessage("--ports-from needs a value");
        assertThatThrownBy(() -> Options.parse("--ports-from", "x")).hasMessage("not a number: x");
        assertThatThrownBy(() -> Options.parse("--ports-from", "80"))
                .hasMessage("--ports-from takes a number from 1024 to 65528, not 80");
    }

    @Test
    void a_taken_port_is_named_with_what_it_is_for() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(other.getLocalPort(), 1024, 1024, 1024, 1024, 1024, 1024, 1024);

            assertThat(ports.taken()).contains(other.getLocalPort() + " (web front)");
        }
    }
}
