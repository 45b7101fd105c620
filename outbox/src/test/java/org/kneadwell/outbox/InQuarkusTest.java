package org.kneadwell.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
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
                .extracting(SubscriptionStatus::subscription, SubscriptionStatus::state)
                .containsExactly(
                        tuple("clinic", SubscriptionStatus.State.RUNNING),
                        tuple("annex", SubscriptionStatus.State.RUNNING)));
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

    @Test
    void the_handler_of_the_readme_applies_an_event_of_another_database() throws SQLException {
        var client = UUID.fromString("018f6f5e-7c1a-7000-8000-000000000001");
        insert(
                "far",
                "annex",
                "client",
                "c",
                "clinic.client-cleared.v1",
                1,
                "{\"clientId\": \"%s\"}".formatted(client));
        await().untilAsserted(() -> assertThat(
                        query("select id || coalesce(cleared_until::text, ' without end') from desk.client"))
                .contains(client + " without end"));
        assertThat(query("select subscription from desk.inbox_aggregate where aggregateid = 'c'"))
                .containsExactly("annex");
    }

    @Test
    void a_halted_subscription_goes_on_at_once_when_a_person_accepts_its_source() throws SQLException {
        insert("far", "annex", "client", "before", "clinic.client-cleared.v1", 1, clientOf("before"));
        await().untilAsserted(() -> assertThat(
                        query("select version::text from desk.inbox_aggregate where aggregateid = 'before'"))
                .containsExactly("1"));
        owner("update desk.inbox_cursor set source_id = '4711/1' where subscription = 'annex'");
        insert("far", "annex", "client", "d", "clinic.client-cleared.v1", 1, clientOf("d"));
        await().until(() -> !subscriptions.problems().isEmpty());
        assertThat(subscriptions.problems().getFirst())
                .startsWith("Subscription annex is halted. The source was 4711/1 (cluster/timeline) and is ");
        assertThat(query("select count(*)::text from desk.inbox_aggregate where aggregateid = 'd'"))
                .containsExactly("0");

        // By now the source has dropped old events; for the subscription, which has seen them, nothing is missing.
        far("update annex.outbox_retention set dropped_before = '2000-01-01'");
        assertThat(subscriptions.acceptSource("nothing")).isFalse();
        assertThat(subscriptions.acceptSource("annex")).isTrue();
        await().untilAsserted(() -> assertThat(
                        query("select version::text from desk.inbox_aggregate where aggregateid = 'd'"))
                .containsExactly("1"));
        assertThat(subscriptions.problems()).isEmpty();
        assertThat(query("select history_dropped::text from desk.inbox_cursor where subscription = 'annex'"))
                .as("the gap check is as strict as before")
                .containsExactly("false");
    }

    @Test
    void however_often_the_listening_connection_is_lost_the_pool_keeps_its_size() throws SQLException {
        int size = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.max-size", Integer.class);
        for (int lost = 0; lost < size + 2; lost++) {
            await().until(() -> listening("count(*)") == 1);
            listening("count(pg_terminate_backend(pid))");
        }

        await().until(() -> listening("count(*)") == 1);
        assertThat(query("select 'served'")).containsExactly("served");
    }

    /** @param what of the sessions that listen for this service, asked beside its pool */
    private static int listening(String what) throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select " + what + " from pg_stat_activity"
                        + " where datname = 'postgres' and query like 'listen %'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String clientOf(String aggregate) {
        return "{\"clientId\": \"%s\"}".formatted(UUID.nameUUIDFromBytes(aggregate.getBytes(StandardCharsets.UTF_8)));
    }

    private static void owner(String statement) throws SQLException {
        execute("postgres", "desk_owner", statement);
    }

    private static void far(String statement) throws SQLException {
        execute("far", "clinic_owner", statement);
    }

    private static void execute(String database, String role, String text) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), role, "");
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static String url(String database) {
        var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
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
        insert("postgres", "clinic", "case", "a", Noted.TYPE, version, "{\"note\": \"%s\"}".formatted(note));
    }

    private static void insert(
            String database, String schema, String aggregate, String id, String type, long version, String payload)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), "clinic_owner", "");
                var statement = connection.prepareStatement("insert into " + schema
                        + ".outbox (aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, occurred_at)"
                        + " values (?, ?, ?, ?, '', ?::jsonb, now())")) {
            statement.setString(1, aggregate);
            statement.setString(2, id);
            statement.setLong(3, version);
            statement.setString(4, type);
            statement.setString(5, payload);
            statement.executeUpdate();
        }
    }
}
