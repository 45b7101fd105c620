package org.kneadwell.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.problem.Again;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.scope.ClientScope;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.kit.transaction.Transactions;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

/**
 * Makes a creating request act once, however often it is sent. The first answer is stored in the transaction of its
 * effect: either both are there or neither. A refusal or a failure is not stored, so the same key may be tried again.
 */
@ApplicationScoped
public class Idempotency implements KeepsSealed {

    private static final SealedTable SEALED = new SealedTable("idempotency_key");

    private final Transactions transactions;
    private final DataSource dataSource;
    private final ObjectMapper json;
    private final Clock clock;
    private final Caller caller;
    private final Again again;
    private final Vault vault;
    private final ClientScope scope;
    private final CallersLanguage language;

    Idempotency(
            Transactions transactions,
            DataSource dataSource,
            ObjectMapper json,
            Clock clock,
            Caller caller,
            Again again,
            Vault vault,
            ClientScope scope,
            CallersLanguage language) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.json = json;
        this.clock = clock;
        this.caller = caller;
        this.again = again;
        this.vault = vault;
        this.scope = scope;
        this.language = language;
    }

    /**
     * @param key the {@code Idempotency-Key} header as it came
     * @param operation the operation's id together with the path parameters that tell one target from another
     * @param payload what the request asks for; the same key with another payload is refused
     * @param action does it and answers 2xx; its refusals are thrown as problems, which undoes everything. Done again when the
     *     database gave the transaction up because of others at the same time
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 without a key, 409 while the first is still running, 422 when
     *     the key was used for another payload
     */
    public Response run(@Nullable String key, String operation, @Nullable Object payload, Supplier<Response> action) {
        return run(key, operation, payload, null, action);
    }

    /**
     * As above, for a request or an answer with health data: what is kept of both is sealed.
     *
     * @param about the client whose data it is
     */
    public Response runSealed(
            @Nullable String key, String operation, @Nullable Object payload, UUID about, Supplier<Response> action) {
        return run(key, operation, payload, about, action);
    }

    private Response run(
            @Nullable String key,
            String operation,
            @Nullable Object payload,
            @Nullable UUID about,
            Supplier<Response> action) {
        if (key == null || key.isBlank()) {
            throw Problems.of(
                    400,
                    "idempotency-key-missing",
                    "Send an Idempotency-Key header with a value of your own, such as a UUID.");
        }
        if (key.length() > 200) {
            throw Problems.of(400, "idempotency-key-too-long", "An Idempotency-Key has at most 200 characters.");
        }
        byte[] hash = hash(payload);
        return again.get(Response.class, () -> {
            scope.defer();
            return transactions.joining(() -> once(key, operation, hash, about, action));
        });
    }

    private Response once(String key, String operation, byte[] hash, @Nullable UUID about, Supplier<Response> action) {
        try (Connection connection = dataSource.getConnection()) {
            if (!lock(connection, operation, key)) {
                throw Problems.of(
                        409, "still-running", "The same request is still being worked on. Ask again in a moment.");
            }
            Response earlier = find(connection, operation, key, hash);
            if (earlier != null) {
                language.asBefore();
                return earlier;
            }
            Response response = action.get();
            if (response.getStatus() >= 400) {
                return response;
            }
            // What is stored is what is sent: a repetition is answered with the same bytes, which are written once.
            String body = response.hasEntity() ? write(response.getEntity()) : null;
            store(connection, operation, key, new Kept(hash, body), about, response);
            return body == null
                    ? response
                    : withBody(Response.fromResponse(response), body).build();
        } catch (SQLException e) {
            throw new IllegalStateException("The idempotency key could not be read or stored.", e);
        }
    }

    /** Also says whose rows the transaction is about. Held to the end of the transaction; two different keys share it only when their 64-bit hashes do. */
    private boolean lock(Connection connection, String operation, String key) throws SQLException {
        UUID clientId = scope.deferred();
        try (PreparedStatement statement = connection.prepareStatement("""
                select pg_try_advisory_xact_lock(hashtextextended(?, 42)),
                  set_config('kneadwell.client', coalesce(?, current_setting('kneadwell.client', true), ''), true)""")) {
            statement.setString(1, caller.accountId() + "|" + operation + "|" + key);
            statement.setString(2, clientId == null ? null : clientId.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private @Nullable Response find(Connection connection, String operation, String key, byte[] hash)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select request_hash, body, sealed, id, client_id, status, location, etag from idempotency_key
                where principal = ? and operation = ? and key = ?""")) {
            statement.setObject(1, caller.accountId());
            statement.setString(2, operation);
            statement.setString(3, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Kept kept = kept(row);
                if (!MessageDigest.isEqual(kept.requestHash(), hash)) {
                    throw Problems.of(
                            422,
                            "idempotency-key-reused",
                            "This Idempotency-Key was used for another request. Take a new one.");
                }
                Response.ResponseBuilder response = Response.status(row.getInt("status"));
                String body = kept.body();
                if (body != null) {
                    withBody(response, body);
                }
                if (row.getString("location") != null) {
                    response.header(HttpHeaders.LOCATION, row.getString("location"));
                }
                if (row.getString("etag") != null) {
                    response.tag(new EntityTag(row.getString("etag")));
                }
                return response.build();
            }
        }
    }

    private static Response.ResponseBuilder withBody(Response.ResponseBuilder response, String json) {
        return response.entity(json).type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"));
    }

    /** @param requestHash SHA-256 of what was asked for, so that the same key with something else is noticed */
    private record Kept(byte[] requestHash, @Nullable String body) {}

    private Kept kept(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed");
        if (sealed == null) {
            return new Kept(row.getBytes("request_hash"), row.getString("body"));
        }
        var place = SEALED.place(row.getObject("client_id", UUID.class), row.getObject("id", UUID.class));
        return vault.open(place, sealed, Kept.class);
    }

    private void store(
            Connection connection, String operation, String key, Kept kept, @Nullable UUID about, Response response)
            throws SQLException {
        EntityTag tag = response.getEntityTag();
        UUID id = Ids.next();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into idempotency_key
                  (principal, operation, key, id, request_hash, body, client_id, sealed, status, location, etag, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setObject(1, caller.accountId());
            statement.setString(2, operation);
            statement.setString(3, key);
            statement.setObject(4, id);
            statement.setBytes(5, about == null ? kept.requestHash() : null);
            statement.setString(6, about == null ? kept.body() : null);
            statement.setObject(7, about);
            statement.setBytes(8, about == null ? null : vault.seal(SEALED.place(about, id), kept));
            statement.setInt(9, response.getStatus());
            statement.setString(10, response.getHeaderString(HttpHeaders.LOCATION));
            statement.setString(11, tag == null ? null : tag.getValue());
            statement.setTimestamp(12, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    @Override
    public SealedTable sealed() {
        return SEALED;
    }

    private byte[] hash(@Nullable Object payload) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(write(Objects.requireNonNullElse(payload, "")).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer that cannot be written as JSON.", e);
        }
    }
}
