package org.kneadwell.booking.availability;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** When a therapist works: for the therapist and for coordinators. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"therapist", "coordinator"})
@Tag(name = "Availability")
public class AvailabilityResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final int FIRST_YEAR = 2000;

    /** Later dates are mistakes, and the database cannot hold all that Java can write. */
    private static final int LAST_YEAR = 2199;

    private final AvailabilityService availability;
    private final Places places;
    private final Therapists therapists;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    AvailabilityResource(
            AvailabilityService availability,
            Places places,
            Therapists therapists,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.availability = availability;
        this.places = places;
        this.therapists = therapists;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    record DayHours(
            @NotNull Weekday day,

            @NotNull @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "09:00")
            LocalTime from,

            @NotNull @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "17:00")
            LocalTime to,

            @Nullable UUID locationId) {

        static DayHours of(WeeklyHours hours) {
            return new DayHours(
                    Weekday.of(hours.day()), hours.hours().from(), hours.hours().to(), hours.locationId());
        }
    }

    /** The hours that come back every week, local to where they are: the location they name, or the therapist's base. */
    record WorkingHours(@NotNull @Size(max = 70) List<@NotNull @Valid DayHours> weekly) {}

    record TimeSpan(
            @NotNull @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "09:00")
            LocalTime from,

            @NotNull @JsonFormat(pattern = "HH:mm") @Schema(type = SchemaType.STRING, examples = "12:00")
            LocalTime to,

            @Nullable UUID locationId) {

        static TimeSpan of(DateOverride.Piece piece) {
            return new TimeSpan(piece.hours().from(), piece.hours().to(), piece.locationId());
        }
    }

    /** The hours of one date; none closes it. */
    record DateHours(@NotNull @Size(max = 10) List<@NotNull @Valid TimeSpan> hours) {}

    /** A date to come that has hours of its own. */
    record DatedHours(
            @Schema(required = true) LocalDate date,

            @Schema(required = true, description = "None: the date is closed.")
            List<TimeSpan> hours) {

        static DatedHours of(DateOverride override) {
            return new DatedHours(
                    override.date(), override.hours().stream().map(TimeSpan::of).toList());
        }
    }

    record DatePage(
            @Schema(required = true) List<DatedHours> items,
            @Nullable String next) {}

    record NewTimeOff(
            @NotNull OffsetDateTime start, @NotNull OffsetDateTime end) {}

    record TimeOffPage(List<TimeOff> items, @Nullable String next) {}

    @GET
    @Path("/therapists/{therapistId}/working-hours")
    @Operation(operationId = "getWorkingHours", summary = "The weekly hours")
    @APIResponse(
            responseCode = "200",
            description = "The hours, local to the therapist's location",
            content = @Content(schema = @Schema(implementation = WorkingHours.class)))
    public Response weekly(@PathParam("therapistId") UUID therapistId) {
        therapists.requireManageable(therapistId, caller);
        return answer(availability.weekly(therapistId));
    }

    @PUT
    @Path("/therapists/{therapistId}/working-hours")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putWorkingHours",
            summary = "Replace the weekly hours",
            description = "The first time needs no If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The hours as they are now; appointments made before keep their time",
            content = @Content(schema = @Schema(implementation = WorkingHours.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "Hours of one day overlap")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response replaceWeekly(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull WorkingHours wanted) {
        therapists.requireManageable(therapistId, caller);
        places.requireKnown(
                "weekly[%d].locationId",
                wanted.weekly().stream().map(DayHours::locationId).toList());
        var weekly = new ArrayList<WeeklyHours>();
        for (int i = 0; i < wanted.weekly().size(); i++) {
            var piece = wanted.weekly().get(i);
            weekly.add(new WeeklyHours(
                    piece.day().day(), hours("weekly[" + i + "].to", piece.from(), piece.to()), piece.locationId()));
        }
        return answer(availability.replace(therapistId, weekly, version -> ETags.requireMatch(ifMatch, version)));
    }

    @GET
    @Path("/therapists/{therapistId}/date-overrides")
    @Operation(
            operationId = "listDateOverrides",
            summary = "Dates from today on that have hours of their own, in order")
    @APIResponse(
            responseCode = "200",
            description = "A page of dates; to change one, read it by itself for its ETag",
            content = @Content(schema = @Schema(implementation = DatePage.class)))
    public Response overrides(
            @PathParam("therapistId") UUID therapistId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        therapists.requireManageable(therapistId, caller);
        var zone = therapists.zone(therapistId).orElse(ZoneOffset.UTC);
        var from = Cursor.decode(cursor)
                .map(AvailabilityResource::dayAfter)
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        return Links.answer(
                Page.of(
                                availability.overridesFrom(therapistId, from, limit + 1),
                                limit,
                                last -> last.date().toString())
                        .map(DatedHours::of),
                uri);
    }

    private static LocalDate dayAfter(String inside) {
        try {
            return LocalDate.parse(inside).plusDays(1);
        } catch (DateTimeException notOurs) {
            throw Cursor.refused();
        }
    }

    @GET
    @Path("/therapists/{therapistId}/date-overrides/{date}")
    @Operation(operationId = "getDateOverride", summary = "The hours of one date")
    @APIResponse(
            responseCode = "200",
            description = "The hours of that date",
            content = @Content(schema = @Schema(implementation = DateHours.class)))
    @APIResponse(responseCode = "404", description = "The date has no hours of its own: the weekly ones hold")
    public Response override(@PathParam("therapistId") UUID therapistId, @PathParam("date") String date) {
        therapists.requireManageable(therapistId, caller);
        return answer(availability.override(therapistId, date(date)).orElseThrow(Problems::notFound));
    }

    @PUT
    @Path("/therapists/{therapistId}/date-overrides/{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDateOverride",
            summary = "Give one date hours of its own, or close it",
            description = "The first time needs no If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The hours of that date",
            content = @Content(schema = @Schema(implementation = DateHours.class)))
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "422", description = "The date is in the past, or hours overlap")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response override(
            @PathParam("therapistId") UUID therapistId,
            @PathParam("date") String date,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull DateHours wanted) {
        therapists.requireManageable(therapistId, caller);
        var day = date(date);
        var zone = therapists.zone(therapistId).orElse(ZoneOffset.UTC);
        if (day.isBefore(LocalDate.ofInstant(clock.instant(), zone))) {
            throw invalid("date-in-the-past", "That date is over.", "date", "Is in the past.");
        }
        places.requireKnown(
                "hours[%d].locationId",
                wanted.hours().stream().map(TimeSpan::locationId).toList());
        var hours = new ArrayList<DateOverride.Piece>();
        for (int i = 0; i < wanted.hours().size(); i++) {
            var piece = wanted.hours().get(i);
            hours.add(
                    new DateOverride.Piece(hours("hours[" + i + "].to", piece.from(), piece.to()), piece.locationId()));
        }
        return answer(availability.replace(
                therapistId, new DateOverride(day, hours), version -> ETags.requireMatch(ifMatch, version)));
    }

    @DELETE
    @Path("/therapists/{therapistId}/date-overrides/{date}")
    @Operation(operationId = "deleteDateOverride", summary = "Let the weekly hours hold again on a date")
    @APIResponse(responseCode = "204", description = "They do")
    @APIResponse(responseCode = "404", description = "The date had no hours of its own")
    public Response forget(@PathParam("therapistId") UUID therapistId, @PathParam("date") String date) {
        therapists.requireManageable(therapistId, caller);
        if (!availability.forget(therapistId, date(date))) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    @GET
    @Path("/therapists/{therapistId}/time-off")
    @Operation(operationId = "listTimeOff", summary = "Time off that is not over")
    @APIResponse(
            responseCode = "200",
            description = "A page of it",
            content = @Content(schema = @Schema(implementation = TimeOffPage.class)))
    public Response timeOff(
            @PathParam("therapistId") UUID therapistId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        therapists.requireManageable(therapistId, caller);
        var after = Cursor.decodeId(cursor).orElse(BEFORE_ALL);
        return Links.answer(
                Page.of(
                        availability.timeOffAfter(therapistId, after, limit + 1),
                        limit,
                        timeOff -> timeOff.id().toString()),
                uri);
    }

    @POST
    @Path("/therapists/{therapistId}/time-off")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addTimeOff", summary = "Take time off")
    @APIResponse(
            responseCode = "201",
            description = "The time off; appointments in it stay",
            content = @Content(schema = @Schema(implementation = TimeOff.class)))
    @APIResponse(responseCode = "422", description = "It ends before it starts, or is over")
    public Response addTimeOff(
            @PathParam("therapistId") UUID therapistId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewTimeOff wanted) {
        therapists.requireManageable(therapistId, caller);
        var start = wanted.start().toInstant();
        var end = wanted.end().toInstant();
        return idempotency.run(key, "addTimeOff " + therapistId, wanted, () -> {
            if (!start.isBefore(end)) {
                throw invalid("time-off-period", "Time off ends after it starts.", "end", "Is not after start.");
            }
            if (!end.isAfter(clock.instant())) {
                throw invalid("date-in-the-past", "That time is over.", "end", "Is in the past.");
            }
            if (wanted.start().getYear() < FIRST_YEAR || wanted.end().getYear() > LAST_YEAR) {
                throw invalid(
                        "time-off-period",
                        "Time off is between the years " + FIRST_YEAR + " and " + LAST_YEAR + ".",
                        "end",
                        "Is too far away.");
            }
            return Response.status(201)
                    .entity(availability.add(therapistId, start, end))
                    .build();
        });
    }

    @DELETE
    @Path("/therapists/{therapistId}/time-off/{timeOffId}")
    @Operation(operationId = "deleteTimeOff", summary = "Take time off back")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response removeTimeOff(@PathParam("therapistId") UUID therapistId, @PathParam("timeOffId") UUID timeOffId) {
        therapists.requireManageable(therapistId, caller);
        if (!availability.removeTimeOff(therapistId, timeOffId)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }

    private static Response answer(AvailabilityService.Weekly weekly) {
        return Response.ok(new WorkingHours(
                        weekly.hours().stream().map(DayHours::of).toList()))
                .tag(ETags.of(weekly.version()))
                .build();
    }

    private static Response answer(AvailabilityService.Dated dated) {
        return Response.ok(new DateHours(
                        dated.override().hours().stream().map(TimeSpan::of).toList()))
                .tag(ETags.of(dated.version()))
                .build();
    }

    private static LocalHours hours(String field, LocalTime from, LocalTime to) {
        if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
            throw invalid("empty-hours", "Hours end at another time than they start.", field, "Equals from.");
        }
        return new LocalHours(from, to);
    }

    static LocalDate date(String text) {
        try {
            var date = LocalDate.parse(text);
            if (date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeParseException malformed) {
            // Refused below, as is a date no calendar needs.
        }
        throw Problems.invalid(
                400,
                "bad-request",
                "The date is malformed.",
                List.of(new Violation("date", "Write a date as YYYY-MM-DD, up to the year " + LAST_YEAR + ".")));
    }

    private static RuntimeException invalid(String code, String detail, String field, String message) {
        return Problems.invalid(422, code, detail, List.of(new Violation(field, message)));
    }
}
