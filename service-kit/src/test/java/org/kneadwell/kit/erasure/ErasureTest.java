package org.kneadwell.kit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kneadwell.events.ConsentWithdrawn;
import org.kneadwell.events.ErasureRequested;
import org.kneadwell.kit.retention.Keeps;
import org.kneadwell.kit.retention.Kept;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.kit.vault.ClientKeys;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class ErasureTest {

    private final UUID client = UUID.randomUUID();

    @Inject
    Erasure erasure;

    @Inject
    ErasureRegister register;

    @Inject
    ErasedGuard guard;

    @Inject
    ClientKeys keys;

    @Inject
    Retention retention;

    @Inject
    Parts parts;

    @ConfigProperty(name = "kneadwell.erasure.register-file")
    Path registerFile;

    @TempDir
    Path folder;

    /** A service's part that remembers whom it forgot; and one that keeps notes for a year. */
    @ApplicationScoped
    static class Parts implements Forgets, Keeps {

        private final List<UUID> forgotten = new ArrayList<>();
        private boolean failing;

        @Override
        public void leave(UUID clientId) {
            if (failing) {
                throw new IllegalStateException("the lights went out");
            }
            forgotten.add(clientId);
        }

        @Override
        public List<String> statements() {
            return List.of();
        }

        List<UUID> forgotten() {
            return forgotten;
        }

        void failing(boolean now) {
            failing = now;
        }

        @Override
        public List<Kept> kept() {
            return List.of(new Kept("test-keys", Period.ofYears(1), "delete from client_key where made_at < ?"));
        }
    }

    @Test
    void every_part_forgets_and_the_register_knows() {
        erase();

        assertThat(parts.forgotten()).contains(client);
        assertThat(register.all()).contains(client);
        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(client)))
                .isTrue();
    }

    @Test
    void a_database_from_before_forgets_again_when_the_service_starts() throws SQLException {
        erase();
        // As a restored backup has it: not erased, and with a key.
        asOwner("delete from client_key where client_id = '" + client + "'");
        parts.forgotten().clear();

        erasure.onStart(new StartupEvent());

        assertThat(parts.forgotten()).containsOnlyOnce(client);
        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(client)))
                .isTrue();

        parts.forgotten().clear();
        erasure.onStart(new StartupEvent());
        assertThat(parts.forgotten()).as("once is enough").isEmpty();
    }

    @Test
    void who_asked_is_not_kept_because_of_a_crash() {
        parts.failing(true);
        try {
            assertThatThrownBy(this::erase).hasStackTraceContaining("the lights went out");
        } finally {
            parts.failing(false);
        }
        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(client)))
                .isFalse();

        erasure.onStart(new StartupEvent());

        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(client)))
                .isTrue();
        assertThat(parts.forgotten()).contains(client);
    }

    @Test
    void a_line_that_a_crash_cut_short_swallows_no_other() throws Exception {
        var file = folder.resolve("register");
        var shared = new ErasureRegister(Optional.of(file.toString()));
        var other = UUID.randomUUID();
        shared.add(client);
        Files.writeString(file, "0197f000-0000", StandardOpenOption.APPEND);
        shared.add(other);

        assertThat(shared.all()).containsExactly(client, other);
        assertThat(new ErasureRegister(Optional.of(folder.resolve("none").toString())).all())
                .isEmpty();
        assertThat(registerFile).exists();
    }

    @Test
    void late_events_about_an_erased_client_bring_nothing_back() {
        var event = new ConsentWithdrawn(client, Instant.EPOCH);
        assertThat(admits(event)).isTrue();

        erase();

        assertThat(admits(event)).isFalse();
        assertThat(admits(new ConsentWithdrawn(UUID.randomUUID(), Instant.EPOCH)))
                .isTrue();
        assertThat(admits(new ErasureRequested(client, UUID.randomUUID(), Instant.EPOCH)))
                .as("which is confirmed as often as it is asked")
                .isTrue();
    }

    @Test
    void what_was_kept_long_enough_is_let_go_of_and_no_more() throws SQLException {
        var clock = SettableClock.shared();
        clock.set(Instant.parse("2027-03-01T10:00:00Z"));
        asOwner("insert into client_key (client_id, made_at, erased_at) values ('%s', '2026-03-01T09:59:59Z', now())"
                .formatted(client));
        var later = UUID.randomUUID();
        asOwner("insert into client_key (client_id, made_at, erased_at) values ('%s', '2026-03-01T10:00:01Z', now())"
                .formatted(later));

        retention.letGo();

        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(client)))
                .isFalse();
        assertThat(QuarkusTransaction.requiringNew().call(() -> keys.isErased(later)))
                .isTrue();
    }

    private void erase() {
        QuarkusTransaction.requiringNew().run(() -> erasure.erase(client));
    }

    private boolean admits(Object event) {
        var delivery = new Delivery(UUID.randomUUID(), "client", client.toString(), 1, "type", Instant.EPOCH);
        return QuarkusTransaction.requiringNew().call(() -> guard.admits(event, delivery));
    }

    private static void asOwner(String statement) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner")) {
            connection.createStatement().execute(statement);
        }
    }
}
