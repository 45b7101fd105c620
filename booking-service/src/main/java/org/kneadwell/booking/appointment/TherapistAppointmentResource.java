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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kneadwell.booking.appointment.AppointmentResource.AppointmentPage;
import org.kneadwell.kit.paging.Links;
import org.kneadwell.kit.paging.Page;
import org.kneadwell.kit.problem.Problems;

/** A therapist's appointments, for coordinators: when and where, not who comes. */
@Path("/api/booking/v1/therapists/{therapistId}/appointments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("coordinator")
@Tag(name = "Appointments")
public class TherapistAppointmentResource {

    private final AppointmentList list;

    TherapistAppointmentResource(AppointmentList list) {
        this.list = list;
    }

    @GET
    @Operation(
            operationId = "listTherapistAppointments",
            summary = "A therapist's appointments, by start",
            description = "Without the clients. Dates are local to where the appointment takes place.")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = AppointmentPage.class)))
    @APIResponse(responseCode = "404", description = "No such therapist")
    public Response list(
            @PathParam("therapistId") UUID therapistId,
            @Valid @BeanParam AppointmentQuery query,
            @Context UriInfo uri) {
        return Links.answer(
                Page.of(
                        list.ofTherapist(therapistId, query).orElseThrow(Problems::notFound),
                        query.limit(),
                        last -> last.start() + " " + last.id()),
                uri);
    }
}
