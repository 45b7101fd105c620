package org.kneadwell.booking.prepaid;

import io.quarkiverse.resteasy.problem.HttpProblem;
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
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.payment.LedgerEntry;
import org.kneadwell.booking.payment.NewPayment;
import org.kneadwell.booking.payment.PaymentProblems;
import org.kneadwell.booking.payment.Reversal;
import org.kneadwell.booking.payment.ReversalOutcome;
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.idempotency.Idempotency;
import org.kneadwell.kit.paging.Cursor;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;

/** Packages that were bought: by clients, paid at the desk, used session by session. */
@Path("/api/booking/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packages")
public class PurchaseResource {

    private final Purchases purchases;
    private final Idempotency idempotency;
    private final Caller caller;

    PurchaseResource(Purchases purchases, Idempotency idempotency, Caller caller) {
        this.purchases = purchases;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record PurchasePage(List<PurchaseView> items, @Nullable String next) {}

    record PurchaseLedgerPage(
            List<LedgerEntry> items, @Nullable String next) {}

    @POST
    @Path("/package-purchases")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("client")
    @Operation(
            operationId = "buyPackage",
            summary = "Buy a package",
            description = "Its sessions can be used once it is paid, at the desk unless another way is named.")
    @APIResponse(
            responseCode = "201",
            description = "The purchase, awaiting payment",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "409", description = "bought-already: one of these is not paid yet")
    @APIResponse(responseCode = "422", description = "not-on-offer or unknown-way-to-pay")
    public Response buy(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewPurchase wanted) {
        String name = caller.name()
                .orElseThrow(
                        () -> Problems.of(403, "token-names-nobody", "A purchase needs a token that carries a name."));
        UUID client = caller.accountId();
        return idempotency.run(key, "buyPackage", wanted, () -> answer(201, purchases.buy(client, name, wanted)));
    }

    @GET
    @Path("/package-purchases")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(
            operationId = "listPackagePurchases",
            summary = "Packages that were bought",
            description = "A client's own; of a therapist's services; all of them for a coordinator.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them, oldest first",
            content = @Content(schema = @Schema(implementation = PurchasePage.class)))
    public Response list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        purchases.list(caller, after, limit + 1),
                        limit,
                        purchase -> purchase.id().toString()),
                uri);
    }

    @GET
    @Path("/package-purchases/{id}")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(operationId = "getPackagePurchase", summary = "One package that was bought")
    @APIResponse(
            responseCode = "200",
            description = "The purchase",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response get(@PathParam("id") UUID id) {
        return answer(200, purchases.find(id, caller));
    }

    @PUT
    @Path("/package-purchases/{id}/automatic-use")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("client")
    @Operation(
            operationId = "putAutomaticUse",
            summary = "Say whether a package pays for new appointments without being asked")
    @APIResponse(
            responseCode = "200",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "412", description = "Changed by somebody else in the meantime")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response automatic(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull AutomaticUse wanted) {
        return answer(
                200,
                purchases.useAutomatically(
                        caller.accountId(),
                        id,
                        wanted.useAutomatically(),
                        version -> ETags.requireMatch(ifMatch, version)));
    }

    @POST
    @Path("/package-purchases/{id}/cancellation")
    @RolesAllowed("client")
    @Operation(
            operationId = "cancelPackagePurchase",
            summary = "Call off a purchase before anything was paid",
            description = "Calling off twice changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "paid-in-part, or not-awaiting-payment")
    public Response cancel(@PathParam("id") UUID id) {
        return answer(200, purchases.cancel(caller.accountId(), id));
    }

    @GET
    @Path("/package-purchases/{id}/payments")
    @RolesAllowed({"client", "therapist", "coordinator"})
    @Operation(operationId = "listPackagePayments", summary = "The ledger of a purchase, oldest line first")
    @APIResponse(
            responseCode = "200",
            description = "A page of lines",
            content = @Content(schema = @Schema(implementation = PurchaseLedgerPage.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    public Response payments(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return Links.answer(
                Page.of(
                        purchases.entries(id, caller, after, limit + 1).orElseThrow(Problems::notFound),
                        limit,
                        entry -> entry.id().toString()),
                uri);
    }

    @POST
    @Path("/package-purchases/{id}/payments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "recordPackagePayment",
            summary = "Record money that was paid for a package",
            description =
                    "In parts or at once. Paid whole it becomes active, and valid from that day on. No card data.")
    @APIResponse(
            responseCode = "201",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "nothing-due or more-than-due")
    @APIResponse(
            responseCode = "422",
            description = "other-currency, unknown-currency, not-an-amount, reference-missing or card-data-refused")
    public Response pay(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull NewPayment payment) {
        return idempotency.run(
                key,
                "recordPackagePayment " + id,
                payment.checked(),
                () -> answer(201, purchases.pay(id, payment, caller)));
    }

    @POST
    @Path("/package-purchases/{id}/refunds")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "recordPackageRefund",
            summary = "Record money that was given back for a package",
            description =
                    "That ends it: sessions that are left cannot be used any more; agreed appointments stay paid.")
    @APIResponse(
            responseCode = "201",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(responseCode = "409", description = "more-than-paid")
    @APIResponse(
            responseCode = "422",
            description = "other-currency, unknown-currency, not-an-amount, reference-missing or card-data-refused")
    public Response refund(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @Valid @NotNull NewPayment refund) {
        return idempotency.run(
                key,
                "recordPackageRefund " + id,
                refund.checked(),
                () -> answer(201, purchases.refund(id, refund, caller)));
    }

    @POST
    @Path("/package-purchases/{id}/payments/{entryId}/reversal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"therapist", "coordinator"})
    @Operation(
            operationId = "reversePackagePayment",
            summary = "Take back a line that was recorded by mistake",
            description =
                    "Without its payment the package awaits it again, and agreed appointments that it paid for are to be"
                            + " paid again. Without its refund it is what it was before.")
    @APIResponse(
            responseCode = "201",
            description = "The purchase as it is now",
            content = @Content(schema = @Schema(implementation = PurchaseView.class)))
    @APIResponse(responseCode = "404", description = "None of the caller's")
    @APIResponse(
            responseCode = "409",
            description = "not-reversible, reversed-already, refunded-already, sessions-used or bought-already")
    @APIResponse(responseCode = "422", description = "card-data-refused")
    public Response reverse(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") UUID id,
            @PathParam("entryId") UUID entryId,
            @Valid @NotNull Reversal reversal) {
        return idempotency.run(
                key,
                "reversePackagePayment " + id + " " + entryId,
                reversal.checked(),
                () -> answer(201, purchases.reverse(id, entryId, reversal, caller)));
    }

    static Response answer(int status, PurchaseOutcome outcome) {
        return switch (outcome) {
            case PurchaseOutcome.Done(PurchaseView purchase, int version) ->
                Response.status(status).entity(purchase).tag(ETags.of(version)).build();
            case PurchaseOutcome.Unknown() -> throw Problems.notFound();
            case PurchaseOutcome.NotOnOffer() ->
                throw Problems.invalid(
                        422,
                        "not-on-offer",
                        "This package is not on offer.",
                        List.of(new Violation("packageId", "Name one of the packages the therapist offers.")));
            case PurchaseOutcome.BoughtAlready() ->
                throw conflict("bought-already", "You bought this package already; pay for that one first.");
            case PurchaseOutcome.OtherCurrency(String currency) -> throw PaymentProblems.otherCurrency(currency);
            case PurchaseOutcome.NothingDue() -> throw PaymentProblems.nothingDue();
            case PurchaseOutcome.MoreThanDue due ->
                throw PaymentProblems.moreThanDue(due.outstanding(), due.currency());
            case PurchaseOutcome.MoreThanPaid paid -> throw PaymentProblems.moreThanPaid(paid.kept(), paid.currency());
            case PurchaseOutcome.NotTakenBack(ReversalOutcome why) -> throw PaymentProblems.notTakenBack(why);
            case PurchaseOutcome.SessionsUsed() ->
                throw conflict(
                        "sessions-used",
                        "Sessions of this package were used; give money back instead of taking it back.");
            case PurchaseOutcome.NotAwaiting(String state) ->
                throw conflict(
                        "not-awaiting-payment", "It can no longer be called off: it is %s.".formatted(words(state)));
            case PurchaseOutcome.PaidInPart() ->
                throw conflict("paid-in-part", "Some of it was paid already. Ask for that to be given back.");
            case PurchaseOutcome.NotActive(String state) ->
                throw conflict("package-not-active", "This package cannot be used: it is %s.".formatted(words(state)));
            case PurchaseOutcome.ValidUntil(var last) ->
                throw conflict("package-expired", "This package pays for sessions up to %s.".formatted(last));
            case PurchaseOutcome.UsedUp() -> throw conflict("package-used-up", "No session of this package is left.");
            case PurchaseOutcome.OtherService() ->
                throw Problems.invalid(
                        422,
                        "other-service",
                        "This package is for another kind of session.",
                        List.of(new Violation("packagePurchaseId", "Is for another kind of session.")));
            case PurchaseOutcome.NotAgreed(String state) ->
                throw conflict("not-payable", "There is nothing to pay for: it is %s.".formatted(words(state)));
            case PurchaseOutcome.CoveredAlready() ->
                throw conflict("covered-already", "A package pays for this appointment already.");
            case PurchaseOutcome.PaidAlready() -> throw conflict("paid-already", "This appointment was paid already.");
        };
    }

    private static HttpProblem conflict(String code, String sentence) {
        return Problems.of(409, code, sentence);
    }

    private static String words(String state) {
        return state.replace('_', ' ').replace("no show", "no-show");
    }
}
