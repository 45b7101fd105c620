package org.kneadwell.booking.calendar;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;

/** Calendars to subscribe to. Programs that read them cannot sign in, so the address itself is the secret. */
@Path("/api/booking/v1/calendars")
@Tag(name = "Calendars")
public class CalendarResource {

    private final CalendarFeeds feeds;

    CalendarResource(CalendarFeeds feeds) {
        this.feeds = feeds;
    }

    @GET
    @Path("/{token: [A-Za-z0-9_-]{43}}.ics")
    @Produces("text/calendar;charset=UTF-8")
    @PermitAll
    @SecurityRequirements
    @Operation(
            operationId = "readCalendar",
            summary = "Appointments as iCalendar",
            description = "From 90 days ago to a year ahead; a cancelled one stays for 30 days, marked as such.")
    @APIResponse(
            responseCode = "200",
            description = "The calendar",
            content =
                    @Content(
                            mediaType = "text/calendar",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING)))
    @APIResponse(responseCode = "304", description = "The same as If-None-Match names")
    public Response read(
            @PathParam("token") String token,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @Context Request request) {
        var contents = feeds.read(token).orElseThrow(Problems::notFound);
        // Weak: two answers that say the same differ in when they were made.
        var tag = new EntityTag(contents.version(), true);
        var unchanged = request.evaluatePreconditions(tag);
        return unchanged != null
                ? unchanged.tag(tag).build()
                : Response.ok(contents.ics()).tag(tag).build();
    }
}
