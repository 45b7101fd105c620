package org.kneadwell.kit.notes;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** A service as small as can be, to see the kit at work. */
@Path("/api/kit/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NoteResource {

    public enum Mood {
        good,
        bad
    }

    public record Line(
            @NotBlank String text, @Min(1) @Max(10) int pressure) {}

    public record Grade(int value) {
        public Grade {
            if (value > 10) {
                throw new IllegalArgumentException("no such grade: " + value);
            }
        }
    }

    public record NewNote(
            @NotBlank String text,
            @Min(1) @Max(10) int pressure,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable Grade grade,
            @Nullable List<@Valid Line> lines) {}

    public record Note(
            UUID id,
            String text,
            int pressure,
            Optional<String> author,
            Instant at,
            @Nullable String absent) {}

    private final DataSource dataSource;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    NoteResource(DataSource dataSource, Idempotency idempotency, Caller caller, Clock clock) {
        this.dataSource = dataSource;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/notes")
    @RolesAllowed("client")
    @Operation(operationId = "createNote", summary = "Create a note")
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid NewNote note) {
        return idempotency.run(key, "createNote", note, () -> {
            UUID id = Ids.next();
            insert(id, note);
            if (note.text().equals("slow")) {
                sleep();
            }
            if (note.text().startsWith("contended") && contended(note.text())) {
                throw new IllegalStateException(new SQLException("secret answer: bladder", "40P01"));
            }
            if (note.text().startsWith("overlapping")) {
                throw new IllegalStateException(new SQLException("secret answer: bladder", "23P01"));
            }
            if (note.text().equals("broken")) {
                throw new IllegalStateException("secret answer: bladder");
            }
            return Response.created(URI.create("/api/kit/v1/notes/" + id))
                    .tag(ETags.of(0))
                    .entity(new Note(id, note.text(), note.pressure(), caller.name(), clock.instant(), null))
                    .build();
        });
    }

    private static final java.util.concurrent.ConcurrentHashMap<String, Integer> TRIES =
            new java.util.concurrent.ConcurrentHashMap<>();

    /** "contended 2 …" loses twice and then wins. */
    private static boolean contended(String text) {
        return TRIES.merge(text, 1, Integer::sum) <= Integer.parseInt(text.split(" ")[1]);
    }

    @GET
    @Path("/notes")
    @RolesAllowed("client")
    @Operation(operationId = "listNotes", summary = "List notes")
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        int from = Cursor.decode(cursor).map(Integer::parseInt).orElse(0);
        List<Integer> rows =
                IntStream.range(from, Math.min(5, from + limit + 1)).boxed().toList();
        return Links.answer(Page.of(rows, limit, last -> Integer.toString(last + 1)), uri);
    }

    @GET
    @Path("/notes/{id}")
    @RolesAllowed("client")
    @Operation(operationId = "getNote", summary = "Get a note")
    public Note get(@PathParam("id") UUID id) {
        throw Problems.notFound();
    }

    @PUT
    @Path("/notes/{id}")
    @RolesAllowed("client")
    @Operation(operationId = "replaceNote", summary = "Replace a note")
    public Response replace(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid NewNote note) {
        ETags.requireMatch(ifMatch, 3);
        return Response.noContent().tag(ETags.of(4)).build();
    }

    @DELETE
    @Path("/notes")
    @RolesAllowed("coordinator")
    @Operation(operationId = "deleteNotes", summary = "Delete every note")
    public void deleteAll() {}

    @POST
    @Path("/remarks")
    @RolesAllowed("client")
    @Operation(operationId = "createRemark", summary = "Remark, or not")
    public Response optionalBody(@Nullable Line line) {
        return Response.ok(line == null ? "nothing" : line.text()).build();
    }

    @GET
    @Path("/taken")
    @RolesAllowed("client")
    @Operation(operationId = "getTaken", summary = "A refusal with more to say")
    public void taken() {
        throw Problems.builder(409, "slot-taken", "Somebody was faster.")
                .with("alternatives", List.of("2026-03-02T09:00:00Z"))
                .build();
    }

    @GET
    @Path("/defect")
    @RolesAllowed("client")
    @Operation(operationId = "getDefect", summary = "A defect")
    public Note defect() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into note values ('" + Ids.next() + "', 'saddle numbness', 11)");
        }
        throw new IllegalStateException("unreachable");
    }

    @GET
    @Path("/unannotated")
    @Operation(operationId = "getUnannotated", summary = "Nobody's")
    public String unannotated() {
        return "seen";
    }

    private void insert(UUID id, NewNote note) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("insert into note (id, text, pressure) values (?, ?, ?)")) {
            statement.setObject(1, id);
            statement.setString(2, note.text());
            statement.setInt(3, note.pressure());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(1500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
