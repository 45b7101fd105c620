package org.kneadwell.kit.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class VaultTest {

    private static final String SAID = "canary-4f1d: my hip has a screw in it";

    private final UUID client = UUID.randomUUID();

    @Inject
    Vault vault;

    @Inject
    ClientKeys keys;

    @Inject
    KeyChange change;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "kneadwell.encryption.keyset-file")
    String keysetFile;

    @TempDir
    Path folder;

    @Test
    void what_was_sealed_opens_and_does_not_lie_there_in_clear() throws SQLException {
        UUID note = keep(client, SAID);

        assertThat(read(client, note)).isEqualTo(SAID);
        assertThat(new String(stored(note), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
    }

    @Test
    void the_same_words_never_look_the_same() {
        Place place = place(client, UUID.randomUUID());
        assertThat(inTransaction(() -> vault.seal(place, SAID)))
                .isNotEqualTo(inTransaction(() -> vault.seal(place, SAID)));
    }

    @Test
    void moved_to_another_row_it_does_not_open() throws SQLException {
        UUID note = keep(client, SAID);
        UUID other = keep(client, "another");
        execute("update sealed_note set sealed = (select sealed from sealed_note where id = '%s') where id = '%s'"
                .formatted(note, other));

        assertThatThrownBy(() -> read(client, other))
                .hasStackTraceContaining("does not open in sealed_note")
                .hasMessageNotContaining("canary");
    }

    @Test
    void moved_to_another_column_table_or_client_it_does_not_open() throws SQLException {
        UUID note = keep(client, SAID);
        byte[] sealed = stored(note);
        UUID somebody = UUID.randomUUID();
        inTransaction(() -> vault.seal(place(somebody, note), "so that there is a key"));

        for (Place elsewhere : List.of(
                new Place("sealed_note", "other", client, note),
                new Place("note", "sealed", client, note),
                new Place("sealed_note", "sealed", somebody, note))) {
            assertThatThrownBy(() -> inTransaction(() -> vault.open(elsewhere, sealed, String.class)))
                    .as(elsewhere.toString())
                    .hasStackTraceContaining("does not open");
        }
    }

    @Test
    void one_changed_bit_is_noticed() throws SQLException {
        UUID note = keep(client, SAID);
        byte[] sealed = stored(note);
        sealed[sealed.length / 2] ^= 1;

        assertThatThrownBy(() -> inTransaction(() -> vault.open(place(client, note), sealed, String.class)))
                .hasStackTraceContaining("does not open");
    }

    @Test
    void anothers_key_in_the_place_of_ones_own_does_not_unwrap() throws SQLException {
        UUID somebody = UUID.randomUUID();
        UUID note = keep(client, SAID);
        keep(somebody, "theirs");
        execute(
                "update client_key set keyset = (select keyset from client_key where client_id = '%s') where client_id = '%s'"
                        .formatted(somebody, client));

        assertThatThrownBy(() -> read(client, note)).hasStackTraceContaining("does not open with the master keyset");
    }

    @Test
    void after_erasure_nothing_opens_and_nothing_is_sealed_any_more() throws SQLException {
        UUID note = keep(client, SAID);
        byte[] sealed = stored(note);

        assertThat(inTransaction(() -> keys.shred(client))).isTrue();
        assertThat(inTransaction(() -> keys.shred(client))).isFalse();

        assertThat(inTransaction(() -> keys.isErased(client))).isTrue();
        assertThatThrownBy(() -> inTransaction(() -> vault.open(place(client, note), sealed, String.class)))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("erased");
        assertThatThrownBy(() -> keep(client, "once more")).hasStackTraceContaining("erased");
        assertThat(count("select count(*) from client_key where keyset is not null and client_id = '" + client + "'"))
                .isZero();
    }

    @Test
    void somebody_who_was_never_here_can_be_erased() {
        assertThat(inTransaction(() -> keys.isErased(client))).isFalse();
        assertThat(inTransaction(() -> keys.shred(client))).isTrue();
        assertThatThrownBy(() -> keep(client, SAID)).hasStackTraceContaining("erased");
    }

    /** Otherwise words could be written after the erasure, or under a key that is gone. */
    @Test
    void erasure_waits_for_whoever_is_sealing() throws Exception {
        var sealed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writer = threads.submit(() -> inTransaction(() -> {
                byte[] value = vault.seal(place(client, UUID.randomUUID()), SAID);
                sealed.countDown();
                goOn.await(20, TimeUnit.SECONDS);
                return value;
            }));
            assertThat(sealed.await(20, TimeUnit.SECONDS)).isTrue();
            var eraser = threads.submit(() -> inTransaction(() -> keys.shred(client)));
            Thread.sleep(300);
            assertThat(eraser.isDone()).isFalse();
            goOn.countDown();
            writer.get(20, TimeUnit.SECONDS);
            assertThat(eraser.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void several_at_once_make_one_key() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<UUID> write = () -> keep(client, SAID);
            for (var note : threads.invokeAll(List.of(write, write, write, write, write, write, write, write))) {
                assertThat(read(client, note.get())).isEqualTo(SAID);
            }
        }
    }

    @Test
    void when_another_master_key_wraps_everything_is_sealed_anew() throws Exception {
        UUID note = keep(client, SAID);
        byte[] before = stored(note);
        byte[] keysetBefore = bytes("select keyset from client_key where client_id = '" + client + "'");
        // As if the key had been wrapped by a master key that no longer wraps.
        execute("update client_key set master_key = 1 where client_id = '" + client + "'");

        change.run();

        assertThat(stored(note)).isNotEqualTo(before);
        assertThat(bytes("select keyset from client_key where client_id = '" + client + "'"))
                .isNotEqualTo(keysetBefore);
        assertThat(count("select count(*) from client_key where master_key = 1"))
                .isZero();
        assertThat(read(client, note)).isEqualTo(SAID);
        assertThatThrownBy(() -> inTransaction(() -> vault.open(place(client, note), before, String.class)))
                .hasStackTraceContaining("does not open");
    }

    @Test
    void who_read_the_old_key_and_the_new_row_reads_the_key_again() throws Exception {
        UUID note = keep(client, SAID);
        execute("update client_key set master_key = 1 where client_id = '" + client + "'");

        String read = inTransaction(() -> {
            keys.toOpen(client);
            try (var other = Executors.newSingleThreadExecutor()) {
                other.submit(change::run).get(20, TimeUnit.SECONDS);
            }
            return vault.open(place(client, note), stored(note), String.class);
        });

        assertThat(read).isEqualTo(SAID);
    }

    @Test
    void a_column_that_lay_in_clear_goes_into_the_document_with_the_next_key() throws Exception {
        UUID note = keep(client, Map.of("said", SAID));
        UUID untouched = keep(client, SAID);
        execute("update sealed_note set topic = 'low_back' where id = '" + note + "'");
        execute("update client_key set master_key = 0 where client_id = '" + client + "'");

        change.run();

        assertThat(inTransaction(() -> vault.open(place(client, note), stored(note), Map.class)))
                .isEqualTo(Map.of("said", SAID, "topic", "low_back"));
        assertThat(read(client, untouched)).isEqualTo(SAID);
        assertThat(count("select count(*) from sealed_note where topic is not null"))
                .isZero();
    }

    @Test
    void what_a_migration_left_in_clear_is_sealed_before_the_service_serves() throws SQLException {
        UUID note = UUID.randomUUID();
        execute("insert into sealed_note (id, client_id, plain) values ('%s', '%s', '\"%s\"')"
                .formatted(note, client, SAID));

        change.onStart(new StartupEvent());

        assertThat(count("select count(*) from sealed_note where plain is not null"))
                .isZero();
        assertThat(read(client, note)).isEqualTo(SAID);
    }

    @Test
    void the_master_keyset_is_for_its_owner_only_and_several_who_make_it_get_one() throws Exception {
        assertThat(Files.getPosixFilePermissions(Path.of(keysetFile)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Path file = folder.resolve("new.json");
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Long> make = () -> MasterKey.readOrMake(file).primaryId();
            var ids = threads.invokeAll(List.of(make, make, make, make, make, make, make, make)).stream()
                    .map(id -> id.resultNow())
                    .distinct();
            assertThat(ids).hasSize(1);
        }
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void a_key_is_added_and_then_promoted() throws Exception {
        Path file = folder.resolve("master.json");
        MasterKey.main(new String[] {"make", file.toString()});
        long first = MasterKey.read(file).primaryId();
        byte[] wrapped = MasterKey.read(file).aead().encrypt(new byte[] {7}, new byte[0]);

        MasterKey.main(new String[] {"add", file.toString()});
        assertThat(MasterKey.read(file).primaryId()).isEqualTo(first);
        MasterKey.main(new String[] {"promote", file.toString()});

        assertThat(MasterKey.read(file).primaryId()).isNotEqualTo(first);
        assertThat(MasterKey.read(file).aead().decrypt(wrapped, new byte[0])).containsExactly(7);
        assertThatThrownBy(() -> MasterKey.main(new String[] {"make", file.toString()}))
                .as("a keyset in use is not replaced")
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    @Test
    void a_keyset_that_is_none_is_refused_without_saying_what_it_holds() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\"secret\": \"canary\"}");

        assertThatThrownBy(() -> MasterKey.read(file))
                .hasMessageContaining("no Tink keyset")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThatThrownBy(() -> MasterKey.read(folder.resolve("missing.json"))).hasMessageContaining("cannot be read");
    }

    private static Place place(UUID client, UUID note) {
        return SealedNotes.SEALED.place(client, note);
    }

    private UUID keep(UUID owner, Object text) {
        UUID note = UUID.randomUUID();
        inTransaction(() -> {
            byte[] sealed = vault.seal(place(owner, note), text);
            try (var connection = dataSource.getConnection();
                    var statement = connection.prepareStatement(
                            "insert into sealed_note (id, client_id, sealed) values (?, ?, ?)")) {
                statement.setObject(1, note);
                statement.setObject(2, owner);
                statement.setBytes(3, sealed);
                return statement.executeUpdate();
            }
        });
        return note;
    }

    private String read(UUID owner, UUID note) {
        return inTransaction(() -> vault.open(place(owner, note), stored(note), String.class));
    }

    private byte[] stored(UUID note) throws SQLException {
        return bytes("select sealed from sealed_note where id = '" + note + "'");
    }

    private byte[] bytes(String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getBytes(1);
        }
    }

    private int count(String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.createStatement().execute(statement);
        }
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
