package org.kneadwell.booking.matching;

import jakarta.annotation.security.RolesAllowed;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.StartTimes;
import org.kneadwell.booking.matching.MatchOutcome.Found;
import org.kneadwell.booking.matching.MatchService.Search;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.vocabulary.MassageStyle;

/** Therapists who fit the client who asks, with the reasons, and those who do not, with theirs. */
@Path("/api/booking/v1/matches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Matches")
@Worded
public class MatchResource {

    private final MatchService matches;
    private final Caller caller;

    MatchResource(MatchService matches, Caller caller) {
        this.matches = matches;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listMatches",
            summary = "Therapists who fit you, best first, each part of the fit explained",
            description = "The fit says how well an offer suits your wishes, never how good a therapist is.")
    @APIResponse(
            responseCode = "200",
            description = "A page of matches; on the first page also who does not fit, and why",
            content = @Content(schema = @Schema(implementation = MatchPage.class)))
    @APIResponse(responseCode = "409", description = "No intake yet, or nothing may be booked now")
    @APIResponse(
            responseCode = "422",
            description = "The dates are in the past or too far apart, or the times in the wrong order")
    public Response list(
            @Parameter(
                            description = "First day, in your time zone; today when left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(
                            description = "Last day, at most 60 days later; two weeks when left out",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(
                            description = "Only therapists with this style open to you",
                            schema = @Schema(implementation = MassageStyle.class))
                    @QueryParam("style")
                    @Nullable
                    String style,
            @Parameter(
                            description =
                                    "Only therapists who offer a session of so many minutes; the earliest slot is then"
                                            + " for that session, otherwise for the shortest one")
                    @QueryParam("minutes")
                    @Min(15)
                    @Max(240)
                    @Nullable
                    Integer minutes,
            @Parameter(
                            description =
                                    "Only therapists with a session that costs no more, in the currency it is offered in;"
                                            + " the earliest slot is then for that session",
                            schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1000000"))
                    @QueryParam("maxPrice")
                    @Nullable
                    String maxPrice,
            @Parameter(
                            description =
                                    "Only therapists with a slot that begins at this time of a day or later, in your time"
                                            + " zone; the earliest slot is then one of those",
                            schema = @Schema(type = SchemaType.STRING, examples = "17:00"))
                    @QueryParam("fromTime")
                    @Nullable
                    String fromTime,
            @Parameter(
                            description =
                                    "Only therapists with a slot that begins before this time of a day, in your time zone;"
                                            + " the earliest slot is then one of those",
                            schema = @Schema(type = SchemaType.STRING, examples = "20:00"))
                    @QueryParam("toTime")
                    @Nullable
                    String toTime,
            @Parameter(
                            description =
                                    "Only therapists with a slot at this location; the earliest slot is then there",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @QueryParam("locationId")
                    @Nullable
                    String locationId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        var search = new Search(
                date("from", from),
                date("to", to),
                style(style),
                minutes,
                amount(maxPrice),
                time("fromTime", fromTime),
                time("toTime", toTime),
                location(locationId),
                limit,
                Cursor.decode(cursor).map(Positions::read).orElse(null));
        return switch (matches.search(caller.accountId(), search)) {
            case Found found -> answer(found.page(), uri);
            case MatchOutcome refused -> throw MatchProblems.of(refused);
        };
    }

    private static Response answer(MatchPage page, UriInfo uri) {
        var response = Response.ok(page);
        if (page.next() != null) {
            var next = uri.getRequestUriBuilder()
                    .scheme(null)
                    .host(null)
                    .port(-1)
                    .replaceQueryParam("cursor", page.next())
                    .build();
            response.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    private static @Nullable LocalDate date(String field, @Nullable String text) {
        try {
            LocalDate date = text == null || text.isBlank() ? null : LocalDate.parse(text);
            if (date != null) {
                StartTimes.requireReasonable(field, date.getYear());
            }
            return date;
        } catch (DateTimeParseException malformed) {
            throw malformed(field, "Write a date as YYYY-MM-DD.");
        }
    }

    private static @Nullable BigDecimal amount(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        // So many digits at most: a number with a huge exponent costs more to compare than anybody's price.
        if (!text.matches("\\d{1,7}(\\.\\d{1,4})?")) {
            throw malformed("maxPrice", "Write an amount such as 85 or 85.50.");
        }
        return new BigDecimal(text);
    }

    private static @Nullable LocalTime time(String field, @Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalTime.parse(text);
        } catch (DateTimeParseException malformed) {
            throw malformed(field, "Write a time of day as HH:MM.");
        }
    }

    private static @Nullable UUID location(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw malformed("locationId", "Is not an id.");
        }
    }

    private static @Nullable MassageStyle style(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        return Arrays.stream(MassageStyle.values())
                .filter(style -> style.key().equals(key))
                .findFirst()
                .orElseThrow(() -> malformed(
                        "style",
                        "Is one of "
                                + Arrays.stream(MassageStyle.values())
                                        .map(MassageStyle::key)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static RuntimeException malformed(String field, String message) {
        return Problems.invalid(
                400, "bad-request", "A parameter is malformed.", List.of(new Violation(field, message)));
    }
}
