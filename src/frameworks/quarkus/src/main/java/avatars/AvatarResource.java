package avatars;

import com.fasterxml.jackson.annotation.JsonProperty;
import contract.Avatars;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;

/** The avatar API. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AvatarResource {

    /** What is posted. */
    public record NewAvatar(
            @NotBlank String name,

            @JsonProperty("max_size") @Min(1) @Max(512) int maxSize) {}

    @GET
    @Path("/avatars/{id}")
    public String find(@PathParam("id") int id) {
        return Avatars.find(id);
    }

    @GET
    @Path("/avatars")
    public String list(
            @QueryParam("max_size") @NotNull @Min(1) Integer maxSize,
            @QueryParam("first_page") @NotNull @Min(1) Integer firstPage) {
        return Avatars.list(maxSize, firstPage);
    }

    @POST
    @Path("/avatars")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Valid @NotNull NewAvatar avatar) {
        return Response.status(201)
                .entity(Avatars.create(avatar.name(), avatar.maxSize()))
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

    @GET
    @Path("/half")
    public StreamingOutput half() {
        return Avatars::half;
    }

    @GET
    @Path("/endless")
    public StreamingOutput endless() {
        return Avatars::endless;
    }

    @GET
    @Path("/unwritable")
    public List<Avatars.Writable> unwritable(@QueryParam("items") int items) {
        return Avatars.unwritable(items);
    }

    @GET
    @Path("/secret")
    @RolesAllowed("admin")
    public String secret() {
        return "{}";
    }
}
