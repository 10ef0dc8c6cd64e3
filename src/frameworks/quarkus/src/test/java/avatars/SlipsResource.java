package avatars;

import com.fasterxml.jackson.databind.json.JsonMapper;
import contract.Avatars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;

/** Where an application slips. */
@Path("/slips")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class SlipsResource {

    @Inject
    Validator validator;

    @Inject
    Service service;

    /** A service with validation of its own. */
    @ApplicationScoped
    public static class Service {
        public String find(@NotBlank String id) {
            return id;
        }
    }

    /** A bean without properties. */
    public static class Empty {}

    /** A bean that cannot be made of JSON. */
    public interface Abstract {}

    /** Query parameters. */
    public static class Page {
        @QueryParam("max_size")
        @Min(1)
        public int maxSize;
    }

    /** A row of the database. */
    public record Row(@NotBlank String name) {}

    @GET
    @Path("/empty")
    public Empty empty() {
        return new Empty();
    }

    @GET
    @Path("/row")
    public String row() throws IOException {
        return new JsonMapper()
                .readValue("{\"name\":[\"" + Avatars.SECRET + "\"]}", Row.class)
                .name();
    }

    @POST
    @Path("/abstract")
    public String create(Abstract body) {
        return body.toString();
    }

    @POST
    @Path("/rows")
    public String create(@Valid List<Row> rows) {
        return rows.toString();
    }

    @GET
    @Path("/invalid-row")
    public String invalid() {
        throw new ConstraintViolationException(validator.validate(new Row("")));
    }

    @GET
    @Path("/service")
    public String service() {
        return service.find("");
    }

    @GET
    @Path("/invalid-response")
    @Valid
    public Row invalidResponse() {
        return new Row("");
    }

    @GET
    @Path("/page")
    public int page(@Valid @BeanParam Page page) {
        return page.maxSize;
    }

    @GET
    @Path("/header")
    public String header(@HeaderParam("X-Max-Size") @NotNull Integer maxSize) {
        return maxSize.toString();
    }

    @GET
    @Path("/positive/{max_size}")
    public int positive(@PathParam("max_size") @Min(1) int maxSize) {
        return maxSize;
    }

    @GET
    @Path("/wrapped/{wrapper}")
    public String wrapped(@PathParam("wrapper") String wrapper) {
        ApiException limit = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofSeconds(30));
        throw switch (wrapper) {
            case "completion" -> new CompletionException(limit);
            case "processing" -> new ProcessingException(limit);
            default -> new ClientErrorException(409, new IllegalStateException(limit));
        };
    }

    @GET
    @Path("/moved")
    public String moved() {
        throw new RedirectionException(307, URI.create("/v1/avatars/7"));
    }

    @GET
    @Path("/conflict")
    public String conflict() {
        throw new ClientErrorException(
                Response.status(409).header("X-Conflict", "name").build());
    }

    @GET
    @Path("/entity")
    public String entity() {
        throw new ClientErrorException(Response.status(409).entity("{}").build());
    }

    @GET
    @Path("/async/exception")
    public void asyncException(@Suspended AsyncResponse response) {
        new Thread(() -> response.resume(new IllegalStateException(Avatars.SECRET))).start();
    }

    @GET
    @Path("/async/stage")
    public CompletionStage<String> asyncStage() {
        return CompletableFuture.supplyAsync(() -> {
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS);
        });
    }

    @GET
    @Path("/async/timeout")
    public void asyncTimeout(@Suspended AsyncResponse response) {
        response.setTimeout(10, TimeUnit.MILLISECONDS);
    }

    @GET
    @Path("/async/half")
    public void asyncHalf(@Suspended AsyncResponse response) {
        new Thread(() -> response.resume((jakarta.ws.rs.core.StreamingOutput) Avatars::half)).start();
    }

    @GET
    @Path("/events/refused")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void refused(@Context SseEventSink sink) {
        throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS);
    }
}
