package org.kneadwell.booking.series;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.BookingClient;
import org.kneadwell.booking.appointment.CallingClient;
import org.kneadwell.booking.appointment.StartTimes;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Again;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Several sessions at the same time of the week. */
@Path("/api/booking/v1/series")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Series")
public class SeriesResource {

    private final SeriesService series;
    private final Idempotency idempotency;
    private final Caller caller;
    private final CallingClient client;
    private final Again again;

    SeriesResource(SeriesService series, Idempotency idempotency, Caller caller, CallingClient client, Again again) {
        this.series = series;
        this.idempotency = idempotency;
        this.caller = caller;
        this.client = client;
        this.again = again;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record SeriesPage(List<SeriesView> items, @Nullable String next) {}

    @POST
    @Path("/preview")
    @RolesAllowed("client")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "previewSeries",
            summary = "See what booking a series would bring",
            description = "Books nothing. Each occurrence is bookable, or refused with why and the nearest slots.")
    @APIResponse(
            responseCode = "200",
            description = "Each occurrence",
            content = @Content(schema = @Schema(implementation = SeriesPreview.class)))
    @APIResponse(responseCode = "409", description = "trial-first: no session with this therapist has taken place yet")
    @APIResponse(responseCode = "422", description = "service-not-offered or series-makes-no-sense")
    @Worded
    public Response preview(@Valid @NotNull NewSeries wanted, @Context HttpHeaders headers) {
        requireReasonable(wanted);
        BookingClient booking = client.named(headers);
        return answer(again.get(SeriesOutcome.class, () -> series.preview(booking, wanted)), 200);
    }

    @POST
    @RolesAllowed("client")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "bookSeries",
            summary = "Book a series",
            description =
                    "Weekly, every two or every four weeks, at the same time on the wall clock. What can be booked is"
                            + " booked; each of the others says why not, with the nearest slots.")
    @APIResponse(
            responseCode = "201",
            description = "At least one is booked",
            content = @Content(schema = @Schema(implementation = SeriesView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "trial-first: no session with this therapist has taken place yet; nothing-booked, or series-conflict"
                            + " where all or none was wanted: with the occurrences")
    @APIResponse(responseCode = "422", description = "service-not-offered or series-makes-no-sense")
    public Response book(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewSeries wanted,
            @Context HttpHeaders headers) {
        requireReasonable(wanted);
        BookingClient booking = client.named(headers);
        return idempotency.run(key, "bookSeries", wanted, () -> answer(series.book(booking, wanted), 201));
    }

    @GET
    @RolesAllowed({"client", "therapist"})
    @Operation(operationId = "listSeries", summary = "One's own series, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = SeriesPage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID before = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        series.list(caller.accountId(), caller.isClient(), caller.isTherapist(), before, limit + 1),
                        limit,
                        last -> last.id().toString()),
                uri);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"client", "therapist"})
    @Operation(operationId = "getSeries", summary = "One of one's own series")
    @APIResponse(
            responseCode = "200",
            description = "The series with its appointments as they stand",
            content = @Content(schema = @Schema(implementation = SeriesView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response get(@PathParam("id") UUID id) {
        return answer(series.one(caller.accountId(), id).orElseThrow(Problems::notFound), 200);
    }

    @POST
    @Path("/{id}/changes")
    @RolesAllowed("client")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeSeries",
            summary = "Move one occurrence, or it and all that follow",
            description =
                    "An occurrence that was refused before can be given another time. Where a new time is refused the old one"
                            + " is kept, and the occurrence says why, with the nearest slots.")
    @APIResponse(
            responseCode = "200",
            description = "At least one has changed",
            content = @Content(schema = @Schema(implementation = SeriesView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "nothing-changed or too-late, with the occurrences")
    @APIResponse(responseCode = "422", description = "series-makes-no-sense: no such occurrence, or no change")
    public Response change(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull SeriesChange change,
            @Context HttpHeaders headers) {
        if (change.date() != null) {
            StartTimes.requireReasonable("date", change.date().getYear());
        }
        BookingClient booking = client.named(headers);
        return idempotency.run(
                key, "changeSeries/" + id, change, () -> answer(series.change(booking, id, change), 200));
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed("client")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "cancelSeries",
            summary = "Cancel one occurrence, or it and all that follow",
            description = "Each on its own terms. Cancelling twice is cancelling once.")
    @APIResponse(
            responseCode = "200",
            description = "What was left is cancelled",
            content = @Content(schema = @Schema(implementation = SeriesView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "too-late: nothing is left that could be cancelled")
    @APIResponse(responseCode = "422", description = "series-makes-no-sense: no such occurrence")
    public Response cancel(@PathParam("id") UUID id, @Valid @NotNull SeriesChange.Cancellation wanted) {
        return answer(again.get(SeriesOutcome.class, () -> series.cancel(caller.accountId(), id, wanted)), 200);
    }

    private static Response answer(SeriesOutcome outcome, int status) {
        return switch (outcome) {
            case SeriesOutcome.Made(SeriesView made, int version) ->
                Response.status(status)
                        .location(status == 201 ? URI.create("/api/booking/v1/series/" + made.id()) : null)
                        .tag(ETags.of(version))
                        .entity(made)
                        .build();
            case SeriesOutcome.Previewed(SeriesPreview preview) ->
                Response.ok(preview).build();
            case SeriesOutcome.Unknown() -> throw Problems.notFound();
            case SeriesOutcome.NotOffered() ->
                throw Problems.of(422, "service-not-offered", "This therapist does not offer that session.");
            case SeriesOutcome.TrialFirst() ->
                throw Problems.of(
                        409,
                        "trial-first",
                        "Begin with one session with this therapist. If it helps, a short series can follow.");
            case SeriesOutcome.Nonsense(String field, String sentence) ->
                throw Problems.invalid(422, "series-makes-no-sense", sentence, List.of(new Violation(field, sentence)));
            case SeriesOutcome.Conflicts(String code, String sentence, List<SeriesView.Occurrence> occurrences) ->
                throw Problems.builder(409, code, sentence)
                        .with("occurrences", occurrences)
                        .build();
        };
    }

    private static void requireReasonable(NewSeries wanted) {
        StartTimes.requireReasonable("start", wanted.start().getYear());
        for (NewSeries.Replacement replacement : wanted.replaced()) {
            StartTimes.requireReasonable("replacements", replacement.start().getYear());
        }
    }
}
