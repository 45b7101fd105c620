package org.kneadwell.booking.calendar;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.calendar.AppointmentCalendar.For;
import org.kneadwell.booking.calendar.CalendarFeeds.Feed;
import org.kneadwell.booking.calendar.CalendarFeeds.NewFeed;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** The secret addresses of one's own calendars. */
@Path("/api/booking/v1/calendar-feeds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"client", "therapist"})
@Tag(name = "Calendars")
public class CalendarFeedResource {

    private final CalendarFeeds feeds;
    private final Idempotency idempotency;
    private final Caller caller;
    private final String baseUrl;

    CalendarFeedResource(
            CalendarFeeds feeds,
            Idempotency idempotency,
            Caller caller,
            @ConfigProperty(name = "kneadwell.web.base-url") String baseUrl) {
        this.feeds = feeds;
        this.idempotency = idempotency;
        this.caller = caller;
        this.baseUrl = baseUrl;
    }

    /** Whose appointments a calendar lists. */
    enum Reader {
        @JsonProperty("client")
        CLIENT,
        @JsonProperty("therapist")
        THERAPIST;

        For reader() {
            return For.valueOf(name());
        }
    }

    record WantedFeed(
            @NotNull @Schema(description = "Whether it lists the caller's appointments as a client or as a therapist")
            Reader as,

            @Nullable
            @Schema(
                    description =
                            "Whether a therapist's entries name the client, by first name and initial; false when left out")
            Boolean includeNames) {}

    record FeedView(
            Reader as,
            boolean includeNames,
            Instant createdAt,
            @Nullable Instant lastReadAt,

            @Nullable
            @Schema(
                    description = "The secret address, told this once: whoever knows it can read the calendar."
                            + " Left out when the same request is sent again")
            String address) {

        static FeedView of(Feed feed, @Nullable String address) {
            return new FeedView(
                    Reader.valueOf(feed.reader().name()),
                    feed.includeNames(),
                    feed.createdAt(),
                    feed.lastReadAt(),
                    address);
        }
    }

    record FeedList(List<FeedView> items) {}

    @GET
    @Operation(
            operationId = "listCalendarFeeds",
            summary = "Which calendars of one's own can be subscribed to, and when they were last read")
    @APIResponse(
            responseCode = "200",
            description = "At most two, without their addresses",
            content = @Content(schema = @Schema(implementation = FeedList.class)))
    public Response list() {
        return Response.ok(new FeedList(feeds.of(caller.accountId()).stream()
                        .map(feed -> FeedView.of(feed, null))
                        .toList()))
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "renewCalendarFeed",
            summary = "Make a secret address for one's own calendar",
            description = "There is one for each way of reading; the address before leads nowhere from then on.")
    @APIResponse(
            responseCode = "201",
            description = "The calendar with its address, which cannot be read again later",
            content = @Content(schema = @Schema(implementation = FeedView.class)))
    public Response renew(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull WantedFeed wanted) {
        if (wanted.as == Reader.CLIENT ? !caller.isClient() : !caller.isTherapist()) {
            throw Problems.forbidden();
        }
        // What is stored for the key must not hold the secret, so the address is put in on the way out, once.
        var made = new AtomicReference<@Nullable NewFeed>();
        var answer = idempotency.run(key, "renewCalendarFeed", wanted, () -> {
            var feed = feeds.renew(
                    caller.accountId(),
                    wanted.as.reader(),
                    wanted.as == Reader.THERAPIST && Boolean.TRUE.equals(wanted.includeNames));
            made.set(feed);
            return Response.status(201).entity(FeedView.of(feed.feed(), null)).build();
        });
        var feed = made.get();
        return feed == null
                ? answer
                : Response.status(201)
                        .entity(FeedView.of(
                                feed.feed(), baseUrl + "/api/booking/v1/calendars/" + feed.secret() + ".ics"))
                        .build();
    }

    @DELETE
    @Path("/{as}")
    @Operation(
            operationId = "deleteCalendarFeed",
            summary = "Close one's own calendar: its address leads nowhere from now on")
    @APIResponse(responseCode = "204", description = "It is closed")
    public Response delete(@PathParam("as") String as) {
        var reader = switch (as) {
            case "client" -> For.CLIENT;
            case "therapist" -> For.THERAPIST;
            default -> throw Problems.notFound();
        };
        if (!feeds.remove(caller.accountId(), reader)) {
            throw Problems.notFound();
        }
        return Response.noContent().build();
    }
}
