package org.kneadwell.booking.calendar;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.calendar.BusyCalendars.Adding;
import org.kneadwell.booking.calendar.BusyCalendars.Asking;
import org.kneadwell.booking.calendar.BusyCalendars.BusyCalendar;
import org.kneadwell.booking.calendar.BusyCalendars.Failure;
import org.kneadwell.booking.egress.NotAnAddress;
import org.kneadwell.booking.egress.StrangersAddress;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Calendars a therapist has elsewhere, whose busy times are no longer offered here. */
@Path("/api/booking/v1/therapists/{therapistId}/busy-calendars")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"therapist", "coordinator"})
@Tag(name = "Calendars")
public class BusyCalendarResource {

    private final BusyCalendars calendars;
    private final BusyCalendarReading reading;
    private final CalendarDownloads downloads;
    private final Therapists therapists;
    private final Idempotency idempotency;
    private final Caller caller;

    BusyCalendarResource(
            BusyCalendars calendars,
            BusyCalendarReading reading,
            CalendarDownloads downloads,
            Therapists therapists,
            Idempotency idempotency,
            Caller caller) {
        this.calendars = calendars;
        this.reading = reading;
        this.downloads = downloads;
        this.therapists = therapists;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    record NewBusyCalendar(
            @NotNull
            @Size(min = 1, max = StrangersAddress.LONGEST)
            @Schema(
                    description = "The secret address of the calendar in iCalendar format; https only",
                    examples = "https://calendar.example/private-1f2e3d/basic.ics")
            String address) {}

    record BusyCalendarView(
            UUID id,

            @Schema(
                    description = "The server, and the last four characters; the address itself is not shown again",
                    examples = "calendar.example/….ics")
            String address,

            Instant createdAt,

            @Nullable @Schema(description = "When the calendar was last asked for, with or without success")
            Instant lastAttemptAt,

            @Nullable @Schema(description = "When it was last read; its busy times are from then")
            Instant lastSuccessAt,

            @Nullable @Schema(description = "Why it could not be read the last time; left out when it could")
            Failure lastFailure,

            @Nullable @Schema(description = "A sentence when it could not be read for a week")
            String warning,

            @Schema(description = "What could only be read in part, in sentences")
            List<String> notes) {

        static BusyCalendarView of(BusyCalendar calendar) {
            return new BusyCalendarView(
                    calendar.id(),
                    calendar.shown(),
                    calendar.createdAt(),
                    calendar.lastAttemptAt(),
                    calendar.lastSuccessAt(),
                    calendar.lastFailure(),
                    calendar.warning()
                            ? "We could not read this calendar for a week. Times you are busy there may be offered here."
                            : null,
                    calendar.notes());
        }
    }

    record BusyCalendarList(List<BusyCalendarView> items) {}

    @GET
    @Operation(operationId = "listBusyCalendars", summary = "A therapist's other calendars, and how reading them went")
    @APIResponse(
            responseCode = "200",
            description = "At most five",
            content = @Content(schema = @Schema(implementation = BusyCalendarList.class)))
    public Response list(@PathParam("therapistId") UUID therapistId) {
        therapists.requireManageable(therapistId, caller);
        return Response.ok(new BusyCalendarList(calendars.of(therapistId).stream()
                        .map(BusyCalendarView::of)
                        .toList()))
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addBusyCalendar",
            summary = "Read another calendar of the therapist's",
            description = "It is read within a minute and then every 15 minutes. Only times are kept, and only those of"
                    + " entries that say busy. Appointments made before stay.")
    @APIResponse(
            responseCode = "201",
            description = "It will be read",
            content = @Content(schema = @Schema(implementation = BusyCalendarView.class)))
    @APIResponse(responseCode = "409", description = "It was added before, or there are five already")
    @APIResponse(
            responseCode = "422",
            description = "It is not the https address of a calendar, or leads to a server this installation"
                    + " does not talk to")
    public Response add(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewBusyCalendar wanted) {
        therapists.requireManageable(therapistId, caller);
        return idempotency.run(key, "addBusyCalendar " + therapistId, wanted, () -> switch (calendars.add(
                therapistId, address(wanted.address))) {
            case Adding.Added(BusyCalendar calendar) ->
                Response.status(201).entity(BusyCalendarView.of(calendar)).build();
            case Adding.AlreadyThere() -> throw Problems.of(409, "calendar-exists", "This calendar is read already.");
            case Adding.TooMany() ->
                throw Problems.of(
                        409,
                        "too-many-calendars",
                        "We read up to " + BusyCalendars.MOST_PER_THERAPIST + " calendars. Take one out first.");
        });
    }

    @DELETE
    @Path("/{calendarId}")
    @Operation(operationId = "deleteBusyCalendar", summary = "Stop reading a calendar; its busy times go with it")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response remove(@PathParam("therapistId") UUID therapistId, @PathParam("calendarId") UUID calendarId) {
        therapists.requireManageable(therapistId, caller);
        if (!calendars.remove(therapistId, calendarId)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    @POST
    @Path("/{calendarId}/refresh")
    @Operation(
            operationId = "refreshBusyCalendar",
            summary = "Read a calendar now",
            description = "At most once a minute. The answer says how it went; it may take ten seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The calendar after the attempt, which may have failed",
            content = @Content(schema = @Schema(implementation = BusyCalendarView.class)))
    @APIResponse(responseCode = "429", description = "It was asked for less than a minute ago")
    public Response refresh(@PathParam("therapistId") UUID therapistId, @PathParam("calendarId") UUID calendarId) {
        therapists.requireManageable(therapistId, caller);
        return switch (reading.readNow(therapistId, calendarId)) {
            case Asking.Unknown() -> throw Problems.notFound();
            case Asking.JustAsked(var left) ->
                throw Problems.builder(429, "just-read", "This calendar was asked for a moment ago. Wait a minute.")
                        .withHeader("Retry-After", Math.max(1, left.toSeconds()))
                        .build();
            case Asking.Now _ ->
                Response.ok(calendars
                                .find(therapistId, calendarId)
                                .map(BusyCalendarView::of)
                                .orElseThrow(Problems::notFound))
                        .build();
        };
    }

    private CalendarAddress address(String text) {
        try {
            return downloads.requireFit(CalendarAddress.of(text));
        } catch (NotAnAddress refused) {
            throw Problems.invalid(
                    422, refused.code(), refused.sentence(), List.of(new Violation("address", refused.sentence())));
        }
    }
}
