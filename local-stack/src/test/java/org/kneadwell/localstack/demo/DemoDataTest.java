package org.kneadwell.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoDataTest {
    private static final Path USERS_FILE = Path.of("../deploy/keycloak/kneadwell-users-0.json");

    @Test
    void the_same_seed_gives_the_same_data() {
        assertThat(DemoData.generate(7)).isEqualTo(DemoData.generate(7));
        assertThat(DemoData.generate(7)).isNotEqualTo(DemoData.generate(8));
    }

    @Test
    void there_are_sixty_therapists_in_three_jurisdictions_and_three_time_zones_and_thirty_clients() {
        var data = DemoData.generate();

        assertThat(data.therapists()).hasSize(60);
        assertThat(data.therapists().stream()
                        .map(therapist -> therapist.location().jurisdiction())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("R1", "R2", "R3");
        assertThat(data.therapists().stream()
                        .map(therapist -> therapist.location().zone().getId())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("Europe/Berlin", "America/New_York", "Asia/Kathmandu");
        assertThat(data.clients()).hasSize(30);
        assertThat(data.people()).hasSize(91);
    }

    @Test
    void nobody_shares_an_account_with_somebody_else() {
        var people = DemoData.generate().people();

        assertThat(new HashSet<>(people.stream().map(DemoPerson::id).toList())).hasSameSizeAs(people);
        assertThat(new HashSet<>(people.stream().map(DemoPerson::username).toList()))
                .hasSameSizeAs(people);
    }

    @Test
    void every_story_that_a_page_shows_is_lived_by_someone() {
        assertThat(DemoData.generate().clients().stream().map(DemoClient::story).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(DemoClient.Story.values());
    }

    @Test
    void the_accounts_keycloak_imports_are_the_people_of_the_demo_data() throws Exception {
        var expected = DemoUsersFile.content(DemoData.generate());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(USERS_FILE, expected);
        }

        assertThat(USERS_FILE).hasContent(expected);
    }
}
