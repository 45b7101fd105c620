package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The library in a Quarkus application: beans found, migration before the engine, Hibernate in the engine's transaction. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabase.class)
class InQuarkusTest {

    @Inject
    EntityManager entities;

    @Inject
    DataSource dataSource;

    @Inject
    Subscriptions subscriptions;

    @Inject
    DeadLetters letters;

    @Test
    void a_handler_writes_its_entity_and_its_event_with_the_cursor() throws SQLException {
        await().untilAsserted(() -> assertThat(subscriptions.status())
                .containsExactly(new SubscriptionStatus("clinic", 0, SubscriptionStatus.State.RUNNING, null)));
        insert(1, "first");
        insert(2, "second");

        await().untilAsserted(() -> assertThat(notes()).containsExactly("a1 first", "a2 second"));
        assertThat(query(
                        "select aggregateid || aggregateversion || (payload ->> 'note') from desk.outbox order by seq"))
                .containsExactly("a1first", "a2second");
        assertThat(subscriptions.problems()).isEmpty();

        // The entity's key is taken: the failure comes at the flush, after the handler, and takes the own event with
        // it.
        QuarkusTransaction.requiringNew().run(() -> entities.persist(new Visit("a3", "in the way")));
        insert(3, "third");
        await().untilAsserted(() -> assertThat(letters.list(10)).hasSize(1));
        assertThat(letters.list(10).getFirst().state()).isEqualTo(LetterState.RETRYING);
        assertThat(letters.list(10).getFirst().error())
                .contains("[23505] constraint visit_pkey")
                .doesNotContain("third");
        assertThat(query("select count(*)::text from desk.outbox")).containsExactly("2");
    }

    private List<String> notes() {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery(
                                "select v.id || ' ' || v.note from Visit v order by v.id", String.class)
                        .getResultList());
    }

    private List<String> query(String text) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(text)) {
            var found = new java.util.ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static void insert(long version, String note) throws SQLException {
        var url = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.datasource.jdbc.url", String.class);
        try (var connection = java.sql.DriverManager.getConnection(url, "clinic", "");
                var statement = connection.prepareStatement(
                        "insert into clinic.outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                                + " values ('case', 'a', ?, 'clinic.noted.v1', '', jsonb_build_object('note', ?::text), now())")) {
            statement.setLong(1, version);
            statement.setString(2, note);
            statement.executeUpdate();
        }
    }
}
