package org.kneadwell.booking.therapist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.booking.Front.CORA;
import static org.kneadwell.booking.Front.TODAY;
import static org.kneadwell.booking.Front.aLocation;
import static org.kneadwell.booking.Front.aProfile;
import static org.kneadwell.booking.Front.enter;
import static org.kneadwell.booking.Front.licence;
import static org.kneadwell.booking.Front.openFor;
import static org.kneadwell.booking.Front.post;
import static org.kneadwell.booking.Front.publish;
import static org.kneadwell.booking.Front.verify;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.booking.Front;
import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.TokenKeyResource;

/** What is kept of published therapists is what is committed, whoever changed it and in whichever order. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class PublishedTest {

    @Inject
    Therapists therapists;

    @Inject
    Sql sql;

    private String location;
    private UUID ada;
    private UUID bea;

    @BeforeEach
    void two() {
        Front.open();
        location = aLocation("R1", "Europe/Berlin");
        ada = therapist("Ada");
        bea = therapist("Bea");
        assertThat(names()).containsExactly("Ada", "Bea");
    }

    private UUID therapist(String name) {
        var profile = aProfile(location, UUID.randomUUID());
        profile.put("name", name);
        return UUID.fromString(openFor(profile, "R1"));
    }

    private List<String> names() {
        return therapists.published().stream()
                .map(therapist -> therapist.view().name())
                .toList();
    }

    private PublishedTherapist kept(UUID id) {
        return therapists.published().stream()
                .filter(therapist -> therapist.offer().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Connection elsewhere() throws SQLException {
        var connection = PostgresResource.database().connect("booking");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void rename(Connection connection, UUID id, String name) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update booking.therapist set name = ?, version = version + 1 where id = ?")) {
            statement.setString(1, name);
            statement.setObject(2, id);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    @Test
    void every_change_is_there_as_soon_as_it_is_committed_and_the_others_are_not_read_again() throws SQLException {
        var untouched = kept(bea);

        post(
                        CORA,
                        "/therapists/" + ada + "/services",
                        Map.of("name", "Half", "minutes", 30, "price", Map.of("amount", 40, "currency", "EUR")))
                .statusCode(201);
        assertThat(kept(ada).view().services()).extracting(ServiceView::minutes).containsExactly(30, 60);

        var second = licence(ada.toString(), "R2", TODAY, TODAY.plusDays(5));
        assertThat(kept(ada).offer().licences()).hasSize(2);
        verify(ada.toString(), second);
        assertThat(kept(ada).offer().licences()).allMatch(paper -> paper.verified());
        assertThat(kept(bea)).isSameAs(untouched);

        var unpublished = aProfile(location, UUID.randomUUID());
        unpublished.put("name", "Aaron");
        var aaron = enter(unpublished);
        assertThat(names()).containsExactly("Ada", "Bea");
        verify(aaron, licence(aaron, "R1", TODAY, TODAY.plusDays(5)));
        publish(aaron);
        assertThat(names()).containsExactly("Aaron", "Ada", "Bea");

        try (var connection = elsewhere()) {
            connection
                    .createStatement()
                    .executeUpdate("update booking.therapist set published_at = null where id = '" + aaron + "'");
            connection.commit();
            assertThat(names()).containsExactly("Ada", "Bea");
            connection
                    .createStatement()
                    .executeUpdate("update booking.location set name = 'Moved' where id = '" + location + "'");
            connection.commit();
        }
        assertThat(therapists.published())
                .extracting(therapist -> therapist.view().location().name())
                .containsOnly("Moved");

        Front.open();
        assertThat(names()).isEmpty();
    }

    @Test
    void a_change_that_commits_after_a_younger_one_is_not_lost() throws SQLException {
        try (var older = elsewhere();
                var younger = elsewhere()) {
            rename(older, ada, "Adele");
            rename(younger, bea, "Beate");
            younger.commit();
            assertThat(names()).containsExactly("Ada", "Beate");
            older.commit();
            assertThat(names()).containsExactly("Adele", "Beate");
        }
    }

    @Test
    void what_a_transaction_wrote_itself_is_seen_by_it_alone_until_it_commits() {
        QuarkusTransaction.begin();
        sql.update("update therapist set name = 'Nobody' where id = ?", ada);
        assertThat(names()).containsExactly("Bea", "Nobody");
        QuarkusTransaction.rollback();
        assertThat(names()).containsExactly("Ada", "Bea");
    }

    @Test
    void a_transaction_that_wrote_something_else_reads_for_everybody() throws SQLException {
        try (var connection = elsewhere()) {
            rename(connection, ada, "Adele");
            connection.commit();
        }
        var read = QuarkusTransaction.requiringNew().call(() -> {
            writeSomethingElse();
            return kept(ada);
        });
        assertThat(read.view().name()).isEqualTo("Adele");
        assertThat(kept(ada)).isSameAs(read);
    }

    @Test
    void what_a_transaction_changes_after_it_asked_is_told_once_it_commits() {
        QuarkusTransaction.requiringNew().run(() -> {
            writeSomethingElse();
            assertThat(names()).containsExactly("Ada", "Bea");
            sql.update("update therapist set name = 'Adele' where id = ?", ada);
            // Somebody asks meanwhile.
            assertThat(QuarkusTransaction.requiringNew().call(this::names)).containsExactly("Ada", "Bea");
        });
        assertThat(names()).containsExactly("Adele", "Bea");

        QuarkusTransaction.requiringNew().run(() -> {
            writeSomethingElse();
            // A younger one is over: from then on, a snapshot of this transaction takes this one for over, too.
            QuarkusTransaction.requiringNew().run(this::writeSomethingElse);
            assertThat(names()).containsExactly("Adele", "Bea");
            sql.update("update therapist set name = 'Ada' where id = ?", ada);
        });
        assertThat(names()).containsExactly("Ada", "Bea");
    }

    private void writeSomethingElse() {
        assertThat(sql.list("select pg_current_xact_id()::text as id", row -> row.getString("id")))
                .hasSize(1);
    }

    @Test
    void what_a_transaction_read_before_does_not_hide_what_others_committed_since() {
        QuarkusTransaction.requiringNew().run(() -> {
            // Hibernate's session keeps the therapist it has read for the rest of the transaction.
            assertThat(therapists.zone(ada)).hasValue(ZoneId.of("Europe/Berlin"));
            try (var connection = elsewhere()) {
                rename(connection, ada, "Adele");
                connection.commit();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            assertThat(names()).containsExactly("Adele", "Bea");
            assertThat(therapists.publishedOffer(ada)).map(TherapistOffer::name).hasValue("Adele");
        });
        assertThat(names()).containsExactly("Adele", "Bea");
    }

    @Test
    void whoever_writes_finds_it_at_once_however_many_write_and_read() throws Exception {
        var crowd = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            crowd.add(therapist("T" + i));
        }
        var writers = new ArrayList<Callable<Void>>();
        for (var id : crowd) {
            writers.add(() -> {
                var random = new Random(id.getLeastSignificantBits());
                try (var connection = elsewhere()) {
                    for (int i = 0; i < 60; i++) {
                        rename(connection, id, "name " + i);
                        Thread.sleep(random.nextInt(4));
                        connection.commit();
                        assertThat(kept(id).view().name()).isEqualTo("name " + i);
                    }
                }
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(writers.size())) {
            for (var written : pool.invokeAll(writers)) {
                written.get();
            }
        }
    }
}
