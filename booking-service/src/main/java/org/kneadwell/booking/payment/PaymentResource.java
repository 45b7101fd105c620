package org.kneadwell.booking.payment;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.security.Caller;

/** What is due for an appointment, and what was paid. */
@Path("/api/booking/v1/appointments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Payments")
public class PaymentResource {

    private final AppointmentPayments payments;
    private final Idempotency idempotency;
    private final Caller caller;

    PaymentResource(AppointmentPayments payments, Idempotency idempotency, Caller caller) {
        this.payments = payments;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record LedgerPage(List<LedgerEntry> items, @Nullable String next) {}

    @GET
    @Path("/balance")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(operationId = "getBalance", summary = "What is due for an appointment, and what was paid")
    @APIResponse(
            responseCode = "200",
            description = "The balance",
            content = @Content(schema = @Schema(implementation = Balance.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response balance(@PathParam("id") UUID id) {
        return Response.ok(payments.balance(id, caller).orElseThrow(Problems::notFound))
                .build();
    }

    @GET
    @Path("/payments")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(
            operationId = "listPayments",
            summary = "The ledger of an appointment, oldest line first",
            description = "Lines are never changed; a wrong one is taken back by another.")
    @APIResponse(
            responseCode = "200",
            description = "A page of lines",
            content = @Content(schema = @Schema(implementation = LedgerPage.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        payments.entries(id, caller, after, limit + 1).orElseThrow(Problems::notFound),
                        limit,
                        entry -> entry.id().toString()),
                uri);
    }

    @POST
    @Path("/payments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "recordPayment",
            summary = "Record money that was paid",
            description =
                    "In parts or at once, never more than is outstanding. No card data: a card number is refused.")
    @APIResponse(
            responseCode = "201",
            description = "How the appointment stands now",
            content = @Content(schema = @Schema(implementation = Balance.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "nothing-due or more-than-due")
    @APIResponse(
            responseCode = "422",
            description = "other-currency, unknown-currency, not-an-amount, reference-missing or card-data-refused")
    public Response pay(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull NewPayment payment) {
        return run(key, "recordPayment " + id, payment.checked(), () -> payments.pay(id, payment, caller));
    }

    @POST
    @Path("/refunds")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(operationId = "recordRefund", summary = "Record money that was given back")
    @APIResponse(
            responseCode = "201",
            description = "How the appointment stands now",
            content = @Content(schema = @Schema(implementation = Balance.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "more-than-paid")
    @APIResponse(
            responseCode = "422",
            description = "other-currency, unknown-currency, not-an-amount, reference-missing or card-data-refused")
    public Response refund(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull NewPayment refund) {
        return run(key, "recordRefund " + id, refund.checked(), () -> payments.refund(id, refund, caller));
    }

    @POST
    @Path("/payments/{entryId}/reversal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "reversePayment",
            summary = "Take back a line that was recorded by mistake, or waive a late fee")
    @APIResponse(
            responseCode = "201",
            description = "How the appointment stands now",
            content = @Content(schema = @Schema(implementation = Balance.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "not-reversible, reversed-already or refunded-already")
    @APIResponse(responseCode = "422", description = "card-data-refused")
    public Response reverse(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @PathParam("entryId") UUID entryId,
            @Valid @NotNull Reversal reversal) {
        return run(
                key,
                "reversePayment " + id + " " + entryId,
                reversal.checked(),
                () -> payments.reverse(id, entryId, reversal, caller));
    }

    @POST
    @Path("/payment-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("client")
    @Operation(
            operationId = "askToPay",
            summary = "Ask to pay what is outstanding",
            description = "At the desk, or by a provider of payments when one was put on.")
    @APIResponse(
            responseCode = "201",
            description = "The request, and where to go on",
            content = @Content(schema = @Schema(implementation = PaymentRequestView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "nothing-due")
    @APIResponse(responseCode = "422", description = "unknown-way-to-pay")
    public Response ask(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull PayBy wanted) {
        return run(key, "askToPay " + id, wanted, () -> payments.ask(id, wanted.payBy(), caller));
    }

    private Response run(@Nullable String key, String operation, Object payload, Supplier<PaymentOutcome> action) {
        return idempotency.run(key, operation, payload, () -> switch (action.get()) {
            case PaymentOutcome.Recorded(Balance balance) ->
                Response.status(201).entity(balance).build();
            case PaymentOutcome.Asked(PaymentRequestView request) ->
                Response.status(201).entity(request).build();
            case PaymentOutcome.Unknown() -> throw Problems.notFound();
            case PaymentOutcome.NothingDue() -> throw PaymentProblems.nothingDue();
            case PaymentOutcome.MoreThanDue due -> throw PaymentProblems.moreThanDue(due.outstanding(), due.currency());
            case PaymentOutcome.MoreThanPaid paid -> throw PaymentProblems.moreThanPaid(paid.kept(), paid.currency());
            case PaymentOutcome.OtherCurrency(String currency) -> throw PaymentProblems.otherCurrency(currency);
            case PaymentOutcome.NotTakenBack(ReversalOutcome why) -> throw PaymentProblems.notTakenBack(why);
        });
    }
}
