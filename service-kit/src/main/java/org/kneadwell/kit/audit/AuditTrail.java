package org.kneadwell.kit.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/**
 * Who looked at a client's health data, for that client; and whether the record of it is whole, for coordinators. A service places
 * it under its own path by a subclass.
 *
 * <p>The document is told the role of each operation: it does not find it on methods that a resource inherits.
 */
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public abstract class AuditTrail {

    private final DataSource dataSource;
    private final AuditChain chain;
    private final Caller caller;

    protected AuditTrail(DataSource dataSource, AuditChain chain, Caller caller) {
        this.dataSource = dataSource;
        this.chain = chain;
        this.caller = caller;
    }

    /**
     * One access to your health data.
     *
     * @param actorId the account; absent: the service itself, such as when it works out your plan
     */
    @Schema(name = "AuditEntry")
    public record Entry(
            @Schema(required = true) UUID id,
            @Schema(required = true) Instant at,

            @Schema(required = true, description = "Who: client (you), therapist, coordinator, or the service itself.")
            String role,

            @Schema(description = "The account; absent when it was the service itself.") @Nullable
            UUID actorId,

            @Schema(required = true, description = "read, write or erase.")
            String access,

            @Schema(required = true, description = "The operation, or the event that gave rise to it.")
            String operation,

            @Schema(description = "The appointment that allowed it.") @Nullable
            UUID appointmentId) {}

    @Schema(name = "AuditPage")
    record EntryPage(
            @Schema(required = true) List<Entry> items,
            @Nullable String next) {}

    /** Whether the record is whole. */
    @Schema(name = "AuditProof")
    public record ProofView(
            @Schema(required = true, description = "How many entries are in the chain.")
            long linked,

            @Schema(required = true) boolean intact,

            @Schema(type = SchemaType.INTEGER, description = "Where the chain is broken first.") @Nullable
            Long brokenAt,

            @Schema(required = true, description = "Old entries that are in no link of the chain.")
            long unlinked) {}

    @GET
    @Path("/accesses")
    @RolesAllowed("client")
    @SecurityRequirement(name = "bearer", scopes = "client")
    @Operation(
            operationId = "listAccesses",
            summary = "Who read or changed your health data here, and why, newest first",
            description =
                    "Your own accesses and what the service did by itself are in it too, unless only those of others are asked for. "
                            + "What was read is not.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accesses",
            content = @Content(schema = @Schema(implementation = EntryPage.class)))
    @Transactional
    public Response listAccesses(
            @Parameter(description = "The next of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Parameter(description = "all, or others: only therapists and coordinators.")
                    @QueryParam("by")
                    @DefaultValue("all")
                    @Schema(enumeration = {"all", "others"})
                    String by,
            @Context UriInfo uri) {
        if (!by.equals("all") && !by.equals("others")) {
            throw Problems.unfit("by", "Use all or others.");
        }
        var before = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        entries(caller.accountId(), by.equals("others"), before, limit + 1),
                        limit,
                        entry -> entry.id().toString()),
                uri);
    }

    @GET
    @Path("/accesses/proof")
    @RolesAllowed("coordinator")
    @SecurityRequirement(name = "bearer", scopes = "coordinator")
    @Operation(
            operationId = "proveAccesses",
            summary = "Work out anew whether the record of accesses is whole",
            description = "Reads all of it, which takes its time. Names nobody.")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(schema = @Schema(implementation = ProofView.class)))
    public ProofView proveAccesses() {
        var proof = chain.prove();
        return new ProofView(proof.linked(), proof.intact(), proof.brokenAt(), proof.unlinked());
    }

    private List<Entry> entries(UUID clientId, boolean byOthers, @Nullable UUID before, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select id, at, role, actor, access, operation, appointment_id from audit_entry
                        where client_id = ? and (not ? or role in ('therapist', 'coordinator')) and (?::uuid is null or id < ?)
                        order by id desc limit ?""")) {
            statement.setObject(1, clientId);
            statement.setBoolean(2, byOthers);
            statement.setObject(3, before);
            statement.setObject(4, before);
            statement.setInt(5, limit);
            var entries = new ArrayList<Entry>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(
                            row.getObject("id", UUID.class),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("role"),
                            row.getObject("actor", UUID.class),
                            row.getString("access"),
                            row.getString("operation"),
                            row.getObject("appointment_id", UUID.class)));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("The record of accesses could not be read.", e);
        }
    }
}
