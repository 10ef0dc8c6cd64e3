package avatars;

import contract.Avatars;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The avatar API. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AvatarResource {

    /** What is posted. */
    public record NewAvatar(
            @NotBlank String name, @Min(1) @Max(512) int size) {}

    @GET
    @Path("/avatars/{id}")
    public String find(@PathParam("id") int id) {
        return Avatars.find(id);
    }

    @POST
    @Path("/avatars")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Valid @NotNull NewAvatar avatar) {
        return Response.status(201)
                .entity(Avatars.create(avatar.name(), avatar.size()))
                .build();
    }

    @PUT
    @Path("/avatars/{id}/picture")
    public void upload(@PathParam("id") int id) {
        Avatars.refuse();
    }

    @GET
    @Path("/failures/{kind}")
    public void fail(@PathParam("kind") String kind) {
        Avatars.fail(kind);
    }
}
