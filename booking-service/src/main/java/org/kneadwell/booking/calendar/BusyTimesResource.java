package org.kneadwell.booking.calendar;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.therapist.Therapists;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.kit.time.InOurTime;

/** When a therapist is busy elsewhere, as read from their other calendars: for the therapist and for coordinators. */
@Path("/api/booking/v1/therapists/{therapistId}/busy-times")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"therapist", "coordinator"})
@Tag(name = "Calendars")
public class BusyTimesResource {

    private static final int MOST_DAYS = 31;

    private final BusyCalendars calendars;
    private final Therapists therapists;
    private final Caller caller;
    private final Clock clock;

    BusyTimesResource(BusyCalendars calendars, Therapists therapists, Caller caller, Clock clock) {
        this.calendars = calendars;
        this.therapists = therapists;
        this.caller = caller;
        this.clock = clock;
    }

    record BusyTimeList(@Schema(required = true) List<TimeSlot> items) {}

    @GET
    @Operation(
            operationId = "listBusyTimes",
            summary = "When a therapist is busy elsewhere, by start",
            description = "As last read from the other calendars; what is next to one another is one time. Of at most "
                    + MOST_DAYS + " days, whatever the zone, so that times shortly before and after them may be there.")
    @APIResponse(
            responseCode = "200",
            description = "The times",
            content = @Content(schema = @Schema(implementation = BusyTimeList.class)))
    public Response list(
            @PathParam("therapistId") UUID therapistId,
            @Parameter(description = "The first day; today when left out.") @QueryParam("from") @InOurTime @Nullable
                    LocalDate from,
            @Parameter(description = "The last day; a week from the first when left out.")
                    @QueryParam("to")
                    @InOurTime
                    @Nullable
                    LocalDate to) {
        therapists.requireManageable(therapistId, caller);
        LocalDate first = from == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : from;
        LocalDate last = to == null ? first.plusDays(6) : to;
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MOST_DAYS) {
            String sentence = days < 1 ? "Is before from." : "At most %d days.".formatted(MOST_DAYS);
            throw Problems.unfit("to", sentence);
        }
        return Response.ok(new BusyTimeList(calendars.busy(
                        therapistId,
                        first.atStartOfDay().toInstant(ZoneOffset.ofHours(14)),
                        last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.ofHours(-12)))))
                .build();
    }
}
