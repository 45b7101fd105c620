package org.kneadwell.intake.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.security.Caller;

@Path("/api/intake/v1")
@Tag(name = "Consent")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
public class ConsentResource {

    private final Consents consents;
    private final Caller caller;
    private final Idempotency idempotency;
    private final CallersLanguage language;

    ConsentResource(Consents consents, Caller caller, Idempotency idempotency, CallersLanguage language) {
        this.consents = consents;
        this.caller = caller;
        this.idempotency = idempotency;
        this.language = language;
    }

    /** What is agreed to. */
    public record ConsentRequest(
            @NotBlank @Size(max = 40) String version,

            @NotNull @Size(min = 1, max = 10) List<@NotBlank @Size(max = 40) String> purposes) {}

    /** Whether consent is in force, and since when. */
    public record ConsentView(
            boolean given,
            @Nullable String version,
            @Nullable List<String> purposes,
            @Nullable Instant givenAt) {

        static ConsentView of(Consent consent) {
            return new ConsentView(
                    consent.covers(ConsentText.CURRENT), consent.version(), consent.purposes(), consent.givenAt());
        }

        static ConsentView none() {
            return new ConsentView(false, null, null, null);
        }
    }

    /**
     * Consent that was given once, and what became of it.
     *
     * @param language in which the text was read when it was agreed to
     */
    @Schema(name = "ConsentRecord")
    public record ConsentRecord(
            UUID id,
            String version,
            List<String> purposes,
            String language,
            Instant givenAt,
            @Nullable Instant withdrawnAt) {

        static ConsentRecord of(Consent consent) {
            return new ConsentRecord(
                    consent.id(),
                    consent.version(),
                    consent.purposes(),
                    consent.language(),
                    consent.givenAt(),
                    consent.withdrawnAt());
        }
    }

    /** One page of consents, newest first. */
    @Schema(name = "ConsentPage")
    public record ConsentPage(
            List<ConsentRecord> items, @Nullable String next) {}

    @GET
    @Path("consent-texts/current")
    @Operation(operationId = "getCurrentConsentText", summary = "Read what a client is asked to agree to")
    @APIResponse(responseCode = "200", description = "The text and its purposes.")
    @Worded
    public ConsentText text() {
        return ConsentText.CURRENT.in(language.get());
    }

    @GET
    @Path("consent")
    @Operation(operationId = "getConsent", summary = "Read whether your consent is in force")
    @APIResponse(responseCode = "200", description = "The state of your consent.")
    public ConsentView state() {
        return consents.state(caller.accountId());
    }

    @GET
    @Path("consents")
    @Operation(
            operationId = "listConsents",
            summary = "List every consent you gave, also what you withdrew, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of consents.",
            content = @Content(schema = @Schema(implementation = ConsentPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var before = Cursor.decodeId(cursor).orElse(null);
        var found = consents.newestFirst(caller.accountId(), before, limit + 1);
        return Links.answer(Page.of(found, limit, one -> one.id().toString()), uri);
    }

    @POST
    @Path("consents")
    @Operation(operationId = "giveConsent", summary = "Agree to the current text")
    @APIResponse(
            responseCode = "201",
            description = "Consent is in force.",
            content = @Content(schema = @Schema(implementation = ConsentView.class)))
    @APIResponse(responseCode = "422", description = "Another version, or not every purpose.")
    public Response give(@HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ConsentRequest request) {
        return idempotency.run(
                key,
                "giveConsent",
                request,
                () -> Response.status(201)
                        .entity(consents.give(caller.accountId(), request.version(), request.purposes()))
                        .build());
    }

    @POST
    @Path("consents/withdrawal")
    @Operation(operationId = "withdrawConsent", summary = "Withdraw your consent; your answers are no longer used")
    @APIResponse(responseCode = "204", description = "Withdrawn.")
    public void withdraw() {
        consents.withdraw(caller.accountId());
    }
}
