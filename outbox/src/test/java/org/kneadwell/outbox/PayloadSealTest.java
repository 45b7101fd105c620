package org.kneadwell.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.kneadwell.outbox.TestDatabase.inTransaction;
import static org.kneadwell.outbox.TestDatabase.settings;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sealed lies nowhere in clear, and handlers read it as if it were not. */
class PayloadSealTest {

    /** In Base64; whoever does not know that cannot read it. */
    private static final PayloadSeal ENCODED = new PayloadSeal() {
        @Override
        public String seal(NewEvent event, String json) {
            return event.aggregateId().equals("open")
                    ? json
                    : "{\"sealed\": \"" + Base64.getEncoder().encodeToString(json.getBytes(UTF_8)) + "\"}";
        }

        @Override
        public String open(Delivery delivery, String stored) {
            return stored.startsWith(START)
                    ? new String(
                            Base64.getDecoder().decode(stored.substring(START.length(), stored.length() - 2)), UTF_8)
                    : stored;
        }
    };

    private static final String START = "{\"sealed\": \"";

    /** As one that has another key. */
    private static final PayloadSeal LOCKED = new PayloadSeal() {
        @Override
        public String seal(NewEvent event, String json) {
            return json;
        }

        @Override
        public String open(Delivery delivery, String stored) {
            throw new IllegalStateException("does not open");
        }
    };

    private final List<Engine> engines = new ArrayList<>();
    private TestDatabase database;
    private Outbox outbox;
    private DeadLetters letters;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
        outbox = database.outbox("clinic", database.clinic, TraceContext.NONE, ENCODED);
        letters = new DeadLetters(settings("desk", "clinic"), database.desk);
    }

    @AfterEach
    void close() throws Exception {
        engines.forEach(Engine::stop);
        database.close();
    }

    @Test
    void handlers_read_what_nobody_else_does() throws Exception {
        start(ENCODED);
        inTransaction(() -> {
            outbox.append(Noted.about("a", "secret"));
            outbox.append(Noted.about("open", "told"));
        });
        await().until(() -> database.number("select count(*) from desk.effect") == 2);
        assertThat(database.texts("select note from desk.effect order by ord")).containsExactly("secret", "told");
        assertThat(database.texts("select payload::text from clinic.outbox order by seq"))
                .containsExactly(START + "eyJub3RlIjoic2VjcmV0In0=\"}", "{\"note\": \"told\"}");
    }

    @Test
    void what_does_not_open_is_parked_sealed_and_applied_once_it_does() throws Exception {
        start(LOCKED);
        inTransaction(() -> outbox.append(Noted.about("a", "secret")));
        await().until(() -> letters.list(10).stream().anyMatch(letter -> letter.state() == LetterState.PARKED));
        assertThat(database.texts("select payload::text from desk.dead_letter").getFirst())
                .contains("sealed")
                .doesNotContain("secret");
        engines.removeFirst().stop();

        start(ENCODED);
        assertThat(letters.replaySubscription("clinic")).isEqualTo(new ReplayResult.Queued(1));
        await().until(() -> letters.list(10).isEmpty());
        assertThat(database.texts("select note from desk.effect")).containsExactly("secret");
    }

    private void start(PayloadSeal seal) {
        var engine = TestDatabase.engine(
                settings("desk", "clinic"),
                database.desk,
                database.desk,
                new Meters.None(),
                TraceContext.NONE,
                seal,
                new WriteEffect(database.desk));
        engine.start();
        engines.add(engine);
    }
}
