package org.kneadwell.peers;

import io.agroal.api.AgroalDataSource;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Debezium embedded, with its outbox event router, reading the write-ahead log through a replication slot. It looks every 5 ms for
 * what has arrived, and hands on records as they are, without turning them into text.
 */
public final class DebeziumPeer implements Measure.Peer {

    private static final int LOT = 1000;

    private final Measure.Database database = Measure.Database.fromEnvironment();
    private final AgroalDataSource pool;
    private @Nullable DebeziumEngine<?> engine;
    private @Nullable ExecutorService running;
    /** How far it has read, so that it goes on there when it is started again. */
    private final Path offsets = Files.createTempFile("debezium-", ".offsets");

    private DebeziumPeer() throws Exception {
        pool = database.pool(20);
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table outbox (id uuid primary key default uuidv7(), aggregatetype text not null, aggregateid text not null,
                      type text not null, payload jsonb not null);
                    create publication peer for table outbox with (publish = 'insert');
                    """);
            statement.execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(database.name()));
        }
    }

    public static void main(String[] args) throws Exception {
        var peer = new DebeziumPeer();
        peer.readFirst();
        Measure.run(peer, args);
    }

    /** Without a first event it would not know where to begin, and begin at the end. */
    private void readFirst() throws Exception {
        var read = new CountDownLatch(1);
        start(_ -> read.countDown());
        write(0);
        if (!read.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Debezium does not read.");
        }
        stop();
    }

    @Override
    public void start(IntConsumer handle) throws Exception {
        var settings = new Properties();
        settings.setProperty("name", "peer");
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        settings.setProperty("offset.storage.file.filename", offsets.toString());
        settings.setProperty("offset.flush.interval.ms", "1000");
        settings.setProperty("database.hostname", database.host());
        settings.setProperty("database.port", Integer.toString(database.port()));
        settings.setProperty("database.user", database.user());
        settings.setProperty("database.password", database.password());
        settings.setProperty("database.dbname", database.name());
        settings.setProperty("topic.prefix", "peer");
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", database.name());
        settings.setProperty("publication.name", "peer");
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("table.include.list", "public.outbox");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("poll.interval.ms", "5");
        settings.setProperty("max.batch.size", "8192");
        settings.setProperty("max.queue.size", "32768");
        settings.setProperty("transforms", "outbox");
        settings.setProperty("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        var polling = new CountDownLatch(1);
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(settings)
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        polling.countDown();
                    }
                })
                .using((success, message, error) -> {
                    if (!success) {
                        System.err.println(message);
                    }
                })
                .notifying(
                        (List<RecordChangeEvent<SourceRecord>> records,
                                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) -> {
                            for (var record : records) {
                                handle.accept(
                                        Integer.parseInt(record.record().key().toString()));
                                committer.markProcessed(record);
                            }
                            committer.markBatchFinished();
                        })
                .build();
        running = Executors.newSingleThreadExecutor();
        running.execute((Runnable) engine);
        if (!polling.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Debezium does not begin.");
        }
    }

    @Override
    public void stop() throws Exception {
        if (engine != null && running != null) {
            engine.close();
            running.shutdown();
            if (!running.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Debezium does not end.");
            }
        }
    }

    @Override
    public void write(int number) throws Exception {
        insert("values ('appointment', '" + number + "', 'booked', ?::jsonb)");
    }

    @Override
    public void writeMany(int first, int count) throws Exception {
        for (int i = 0; i < count; i += LOT) {
            insert("select 'appointment', n, 'booked', ?::jsonb from generate_series(%d, %d) n"
                    .formatted(first + i, first + i + LOT - 1));
        }
    }

    private void insert(String rows) throws Exception {
        try (Connection connection = pool.getConnection();
                var statement = connection.prepareStatement(
                        "insert into outbox (aggregatetype, aggregateid, type, payload) " + rows)) {
            statement.setString(1, Measure.PAYLOAD);
            statement.executeUpdate();
        }
    }

    /** A batch is done when it has been handled; how far it has read is told to the server once a second. */
    @Override
    public boolean idle() {
        return true;
    }
}
