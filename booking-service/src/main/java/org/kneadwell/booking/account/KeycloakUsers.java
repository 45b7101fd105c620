package org.kneadwell.booking.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask of Keycloak's admin API; all of it is allowed by its role {@code manage-users}. */
@RegisterRestClient(configKey = "keycloak")
@OidcClientFilter
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface KeycloakUsers {

    record NewUser(
            String username,
            String email,
            String firstName,
            String lastName,
            boolean enabled,
            boolean emailVerified,
            List<String> requiredActions,
            Map<String, List<String>> attributes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(UUID id, String username) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Role(String id, String name) {}

    /** The new user's address ends in its id. */
    @POST
    Response create(NewUser user);

    @GET
    List<User> find(@QueryParam("username") String username, @QueryParam("exact") boolean exact);

    @DELETE
    @Path("/{id}")
    void delete(@PathParam("id") UUID id);

    @GET
    @Path("/{id}/role-mappings/realm")
    List<Role> roles(@PathParam("id") UUID id);

    @GET
    @Path("/{id}/role-mappings/realm/available")
    List<Role> rolesToGive(@PathParam("id") UUID id);

    @POST
    @Path("/{id}/role-mappings/realm")
    void give(@PathParam("id") UUID id, List<Role> roles);

    @DELETE
    @Path("/{id}/role-mappings/realm")
    void take(@PathParam("id") UUID id, List<Role> roles);

    /**
     * Sends a mail with a link to do these things.
     *
     * @param clientId where one goes on from there
     * @param lifespan of the link, in seconds
     */
    @PUT
    @Path("/{id}/execute-actions-email")
    void mail(
            @PathParam("id") UUID id,
            @QueryParam("client_id") String clientId,
            @QueryParam("lifespan") long lifespan,
            List<String> actions);
}
