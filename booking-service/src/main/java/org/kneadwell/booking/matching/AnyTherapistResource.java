package org.kneadwell.booking.matching;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentView;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.DoubleBooking;
import org.kneadwell.booking.appointment.Placement.NotPlaced;
import org.kneadwell.booking.appointment.Placement.Placed;
import org.kneadwell.booking.appointment.Wish;
import org.kneadwell.booking.matching.AnyTherapist.Candidate;
import org.kneadwell.booking.matching.AnyTherapist.Choice;
import org.kneadwell.booking.matching.MatchPage.PartView;
import org.kneadwell.booking.matching.MatchService.Search;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.language.Worded;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.kit.time.InOurTime;
import org.kneadwell.vocabulary.MassageStyle;

/** Holding a slot with whichever therapist fits best. */
@Path("/api/booking/v1/holds/any-therapist")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("client")
@Tag(name = "Holds")
@Worded
public class AnyTherapistResource {

    private static final String OPERATION = "holdAnyTherapist";

    /** How often the list is made anew when everybody on it was taken meanwhile. */
    private static final int ROUNDS = 5;

    private static final int CANDIDATES = 20;

    private final AnyTherapist choices;
    private final Bookings bookings;
    private final Idempotency idempotency;
    private final Caller caller;

    AnyTherapistResource(AnyTherapist choices, Bookings bookings, Idempotency idempotency, Caller caller) {
        this.choices = choices;
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /**
     * What is wanted of whomever.
     *
     * @param from first day, in the client's time zone; today if left out
     * @param to last day, at most 60 days later; two weeks if left out
     * @param minutes length of the session; the shortest each offers if left out
     * @param style only those with whom this style is open to the client
     */
    record AnyTherapistRequest(
            @InOurTime @Nullable LocalDate from,
            @InOurTime @Nullable LocalDate to,
            @Min(15) @Max(240) @Nullable Integer minutes,
            @Nullable MassageStyle style) {}

    /** A hold with whoever was chosen, and why: the parts of the fit. */
    record ChosenTherapist(AppointmentView appointment, BigDecimal fit, List<PartView> parts) {}

    /** Somebody else was quicker: undoes the attempt, so that the next can be made under the same key. */
    private static final class TakenMeanwhile extends RuntimeException {
        TakenMeanwhile() {
            super(null, null, false, false);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = OPERATION,
            summary = "Hold a slot with any therapist who fits",
            description =
                    "Chooses by fit, then by the earliest slot, then whoever has least booked around that time; never somebody"
                            + " who is busy. When others are quicker, the next is tried.")
    @APIResponse(
            responseCode = "201",
            description = "The hold, with the fit and why",
            content = @Content(schema = @Schema(implementation = ChosenTherapist.class)))
    @APIResponse(responseCode = "409", description = "nobody-free in these days; intake-needed; not-bookable")
    @APIResponse(responseCode = "422", description = "dates-not-searchable")
    @APIResponse(responseCode = "429", description = "too-many-holds: the client holds as much as one may")
    public Response hold(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull AnyTherapistRequest request) {
        UUID client = caller.accountId();
        var search = new Search(request.from(), request.to(), request.style(), request.minutes(), CANDIDATES, null);
        for (int round = 0; round < ROUNDS; round++) {
            switch (choices.choose(client, search)) {
                case Choice.Not(MatchOutcome why) -> {
                    return idempotency.run(key, OPERATION, request, () -> {
                        throw MatchProblems.of(why);
                    });
                }
                case Choice.Of(List<Candidate> candidates) -> {
                    if (candidates.isEmpty()) {
                        return nobody(key, request);
                    }
                    for (Candidate candidate : candidates) {
                        try {
                            return idempotency.run(key, OPERATION, request, () -> hold(client, candidate));
                        } catch (TakenMeanwhile next) {
                            // Try the next one.
                        } catch (PersistenceException failure) {
                            if (!DoubleBooking.is(failure)) {
                                throw failure;
                            }
                        }
                    }
                }
            }
        }
        return nobody(key, request);
    }

    private Response nobody(@Nullable String key, AnyTherapistRequest request) {
        return idempotency.run(key, OPERATION, request, () -> {
            throw Problems.of(
                    409,
                    "nobody-free",
                    "Nobody who fits you has time in these days. Try other days, or wait for a place.");
        });
    }

    private Response hold(UUID client, Candidate candidate) {
        var wish = new Wish(
                candidate.therapistId(),
                candidate.slot().serviceId(),
                null,
                candidate.slot().start().toInstant());
        return switch (bookings.hold(client, wish)) {
            case Placed(var appointment) ->
                Response.created(URI.create("/api/booking/v1/appointments/" + appointment.id()))
                        .entity(new ChosenTherapist(
                                bookings.view(appointment.id(), client),
                                candidate.match().fit(),
                                candidate.match().parts()))
                        .build();
            case NotPlaced(String code, String sentence, var _)
            when code.equals("too-many-holds") -> throw Problems.of(429, code, sentence);
            case NotPlaced _ -> throw new TakenMeanwhile();
        };
    }
}
