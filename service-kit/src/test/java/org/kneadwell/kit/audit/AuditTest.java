package org.kneadwell.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kneadwell.kit.retention.Retention;
import org.kneadwell.testkit.PostgresResource;
import org.kneadwell.testkit.SettableClock;
import org.kneadwell.testkit.TokenKeyResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(TokenKeyResource.class)
class AuditTest {

    private final UUID client = UUID.randomUUID();

    @Inject
    AuditLog log;

    @Inject
    AuditChain chain;

    @Inject
    Retention retention;

    @BeforeEach
    void an_empty_record() throws SQLException {
        asOwner("truncate audit_entry, audit_chain");
    }

    @Test
    void one_transaction_is_one_entry_for_each_kind_of_access() throws SQLException {
        QuarkusTransaction.requiringNew().run(() -> {
            log.note(client, Access.READ);
            log.note(client, Access.READ);
            log.note(client, Access.WRITE);
        });
        QuarkusTransaction.requiringNew().run(() -> log.note(client, Access.READ));

        assertThat(rows("select role || ' ' || access || ' ' || operation from audit_entry order by id"))
                .containsExactly("service read background", "service write background", "service read background");
    }

    @Test
    void an_access_that_was_undone_is_not_in_the_record() throws SQLException {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    log.note(client, Access.WRITE);
                    throw new IllegalStateException("undone");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(rows("select 1 from audit_entry")).isEmpty();
    }

    @Test
    void the_service_can_neither_change_nor_remove_what_is_written() throws SQLException {
        noteSome(1);
        chain.run();
        for (String statement : List.of(
                "update audit_entry set operation = 'x'",
                "delete from audit_entry",
                "truncate audit_entry cascade",
                "update audit_chain set hash = sha256('x')",
                "delete from audit_chain")) {
            assertThatThrownBy(() -> asService(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void an_untouched_record_is_whole() throws SQLException {
        noteSome(5);
        chain.run();
        noteSome(3);
        chain.run();
        chain.run();

        assertThat(chain.prove()).isEqualTo(new AuditChain.Proof(8, null, 0));
    }

    @Test
    void a_changed_entry_breaks_the_chain() throws SQLException {
        noteSome(5);
        chain.run();
        asOwner(
                "update audit_entry set actor = gen_random_uuid(), role = 'therapist' where id = (select entry_id from audit_chain where position = 3)");

        assertThat(chain.prove().brokenAt()).isEqualTo(3L);
        assertThat(chain.prove().intact()).isFalse();
    }

    @Test
    void an_entry_taken_out_breaks_the_chain() throws SQLException {
        noteSome(5);
        chain.run();
        asOwner("""
                with gone as (delete from audit_chain where position = 2 returning entry_id)
                delete from audit_entry where id in (select entry_id from gone)""");
        assertThat(chain.prove().brokenAt()).isEqualTo(2L);

        asOwner("update audit_chain set position = position - 1 where position > 2");
        assertThat(chain.prove().brokenAt()).as("also when the gap is closed").isEqualTo(2L);
    }

    @Test
    void an_entry_put_in_later_is_in_no_link() throws SQLException {
        noteSome(2);
        chain.run();
        asOwner("""
                insert into audit_entry (id, at, added_at, role, client_id, access, operation)
                values (gen_random_uuid(), now(), now() - interval '2 days', 'service', gen_random_uuid(), 'read', 'x')""");
        chain.run();

        assertThat(chain.prove().unlinked()).isEqualTo(1);
        assertThat(chain.prove().intact()).isFalse();
    }

    @Test
    void what_is_old_enough_is_let_go_of_and_the_rest_is_still_proved() throws SQLException {
        asOwner("""
                insert into audit_entry (id, at, added_at, role, client_id, access, operation)
                select gen_random_uuid(), now(), now() - interval '4 years' + i * interval '1 second', 'service',
                  gen_random_uuid(), 'read', 'x'
                from generate_series(1, 5) as i""");
        chain.run();
        noteSome(3);
        chain.run();
        SettableClock.shared().set(Instant.now());

        retention.letGo();

        assertThat(chain.prove())
                .as("the last of the old ones holds the chain")
                .isEqualTo(new AuditChain.Proof(4, null, 0));
        asOwner(
                "update audit_entry set operation = 'y' where id = (select entry_id from audit_chain where position = 7)");
        assertThat(chain.prove().brokenAt()).isEqualTo(7L);
    }

    @Test
    void the_service_cannot_say_that_an_entry_is_old() {
        assertThatThrownBy(() -> asService("""
                        insert into audit_entry (id, at, added_at, role, client_id, access, operation)
                        values (gen_random_uuid(), now(), now() - interval '4 years', 'service', gen_random_uuid(), 'read', 'x')"""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void several_replicas_link_each_entry_once() throws Exception {
        noteSome(50);
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Object> link = () -> {
                chain.run();
                return "";
            };
            for (var done : threads.invokeAll(List.of(link, link, link, link))) {
                done.get();
            }
        }
        assertThat(chain.prove()).isEqualTo(new AuditChain.Proof(50, null, 0));
    }

    private void noteSome(int count) {
        for (int i = 0; i < count; i++) {
            QuarkusTransaction.requiringNew().run(() -> log.note(client, Access.READ));
        }
    }

    private static void asOwner(String statement) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake_owner")) {
            connection.createStatement().execute(statement);
        }
    }

    private static void asService(String statement) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake")) {
            connection.createStatement().execute(statement);
        }
    }

    private static List<String> rows(String query) throws SQLException {
        try (var connection = PostgresResource.database().connect("intake");
                var row = connection.createStatement().executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
