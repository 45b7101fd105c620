package org.kneadwell.booking.appointment;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
import org.kneadwell.kit.http.ETags;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;

/** What another system may read of the practice's appointments: enough to act on a webhook, nothing about who comes. */
@Path("/api/booking/v1/practice/appointments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("appointments:read")
@Tag(name = "Appointments")
public class PracticeAppointmentResource {

    private final PracticeAppointments appointments;

    PracticeAppointmentResource(PracticeAppointments appointments) {
        this.appointments = appointments;
    }

    /** Names the page in the API's document, which cannot say what a generic one holds. */
    record PracticeAppointmentPage(
            List<PracticeAppointment> items, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listPracticeAppointments",
            summary = "The practice's appointments for other systems, by start",
            description =
                    "Without the clients, and without anything about them. Dates are local to where the appointment takes"
                            + " place. Holds are left out, and requests that ran out unless asked for.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = PracticeAppointmentPage.class)))
    public Response list(@Valid @BeanParam AppointmentQuery query, @Context UriInfo uri) {
        return Links.answer(
                Page.of(appointments.list(query), query.limit(), last -> last.start() + " " + last.id()), uri);
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getPracticeAppointment",
            summary = "One of the practice's appointments, for other systems",
            description = "What a webhook is about. Without the client, and without anything about them.")
    @APIResponse(
            responseCode = "200",
            description = "The appointment",
            content = @Content(schema = @Schema(implementation = PracticeAppointment.class)))
    @APIResponse(responseCode = "404", description = "There is none, or it is a hold")
    public Response get(@PathParam("id") UUID id) {
        var found = appointments.one(id).orElseThrow(Problems::notFound);
        return Response.ok(found.appointment()).tag(ETags.of(found.version())).build();
    }
}
