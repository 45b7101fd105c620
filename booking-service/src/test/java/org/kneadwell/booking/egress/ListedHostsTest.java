package org.kneadwell.booking.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedHostsTest {

    private static final ListedHosts LISTED =
            new ListedHosts(List.of("hooks.example.org", " *.Calendars.example.com", "[2001:db8::1]"));

    @ParameterizedTest
    @CsvSource({
        "hooks.example.org, true",
        "HOOKS.example.org, true",
        "hooks.example.org., true",
        "p01.calendars.example.com, true",
        "a.b.calendars.example.com, true",
        "[2001:DB8::1], true",
        "example.org, false",
        "more.hooks.example.org, false",
        "myhooks.example.org, false",
        "hooks.example.org.evil.test, false",
        "calendars.example.com, false",
        "evilcalendars.example.com, false",
        "[2001:db8::2], false",
        "93.184.215.14, false",
    })
    void only_what_is_on_the_list_is_asked(String host, boolean held) {
        assertThat(LISTED.hold(host)).isEqualTo(held);
    }

    @Test
    void without_a_list_every_host_may_be_asked() {
        assertThat(ListedHosts.all().hold("anywhere.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "https://hooks.example.org",
                "hooks.example.org/in",
                "hooks.example.org:443",
                "a.*.org",
                "ho oks.example.org",
                ".example.org",
                "example..org",
                "-a.example.org",
                "**.example.org"
            })
    void a_list_that_cannot_be_meant_is_refused(String entry) {
        assertThatThrownBy(() -> new ListedHosts(List.of("example.org", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kneadwell.egress.hosts: \"" + entry + "\"");
    }
}
