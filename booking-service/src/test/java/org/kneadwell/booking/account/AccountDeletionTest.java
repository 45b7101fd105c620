package org.kneadwell.booking.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.account.KeycloakResource.keycloak;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.account.FakeKeycloak.Mood;
import org.kneadwell.booking.appointment.Practice;
import org.kneadwell.kit.erasure.Erasure;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;

/** Who is erased loses the account, whenever the identity provider can be reached again. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
@QuarkusTestResource(value = KeycloakResource.class, restrictToAnnotatedClass = true)
class AccountDeletionTest {

    @Inject
    Erasure erasure;

    @Inject
    Transactions transactions;

    @Inject
    AccountDeletions deletions;

    @BeforeEach
    void nobodyYet() {
        Front.open();
        Practice.update("delete from booking.account_to_delete");
        keycloak().empty();
    }

    @Test
    void an_erased_client_loses_the_account() {
        UUID client = keycloak().has("mia@kneadwell.example", "default-roles-kneadwell");

        erase(client);
        assertThat(keycloak().knows(client)).as("not inside the erasure").isTrue();
        deletions.deleteDue();

        assertThat(keycloak().knows(client)).isFalse();
        assertThat(left()).isEqualTo("0");
    }

    @Test
    void it_is_tried_until_it_is_done() {
        UUID client = keycloak().has("mia@kneadwell.example", "default-roles-kneadwell");
        keycloak().is(Mood.BROKEN);
        erase(client);

        deletions.deleteDue();
        deletions.deleteDue();
        assertThat(left()).isEqualTo("1");

        keycloak().is(Mood.WELL);
        deletions.deleteDue();
        assertThat(keycloak().knows(client)).as("not before it is due again").isTrue();
        SettableClock.shared().advance(Duration.ofMinutes(5));
        deletions.deleteDue();

        assertThat(keycloak().knows(client)).isFalse();
        assertThat(left()).isEqualTo("0");
    }

    @Test
    void an_erasure_that_is_undone_deletes_nothing() {
        UUID client = keycloak().has("mia@kneadwell.example", "default-roles-kneadwell");
        try {
            transactions.anew(() -> {
                erasure.erase(client);
                throw new IllegalStateException("the lights went out");
            });
        } catch (IllegalStateException expected) {
            // Undone.
        }
        deletions.deleteDue();

        assertThat(keycloak().knows(client)).isTrue();
    }

    @Test
    void an_account_that_is_gone_already_is_done() {
        erase(UUID.randomUUID());
        deletions.deleteDue();
        assertThat(left()).isEqualTo("0");
    }

    @Test
    void who_works_here_keeps_the_account() {
        UUID therapist = keycloak().has("ada@kneadwell.example", "client", "therapist");
        UUID coordinator = keycloak().has("cora@kneadwell.example", "coordinator");
        erase(therapist);
        erase(coordinator);

        deletions.deleteDue();

        assertThat(keycloak().knows(therapist)).isTrue();
        assertThat(keycloak().knows(coordinator)).isTrue();
        assertThat(left()).isEqualTo("0");
    }

    private void erase(UUID client) {
        transactions.anew(() -> {
            erasure.erase(client);
            return client;
        });
    }

    private static String left() {
        return Practice.query("select count(*)::text from booking.account_to_delete")
                .getFirst();
    }
}
