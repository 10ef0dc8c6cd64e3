package avatars;

import java.io.IOException;
import java.net.URI;
import konpro.errors.ApiException;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;

/** Jersey on Grizzly, with the avatar API in it. */
final class AvatarServer {

    private final HttpServer server;

    AvatarServer(ResourceConfig application) throws IOException {
        server = GrizzlyHttpServerFactory.createHttpServer(URI.create("http://localhost:0/"), application, false);
        server.getServerConfiguration()
                .setDefaultErrorPageGenerator(
                        (request, status, reason, description, exception) -> page(request, status, exception));
        server.start();
    }

    static ResourceConfig application() {
        return new ResourceConfig(AvatarResource.class, MaxBody.class)
                .registerClasses(BearerFilter.class, RolesAllowedDynamicFeature.class)
                .registerClasses(Errors.Any.class, Errors.Invalid.class, Entities.class)
                .register(new WireNames())
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    }

    /** The response to what fails before Jersey, such as a malformed URI. Grizzly's own page shows a stack trace. */
    private static String page(Request request, int status, Throwable exception) {
        ErrorResponse error = Errors.errors.respond(
                new ApiException(ErrorType.ofStatus(status)).initCause(exception), request.getHeader("X-Request-Id"));
        error.headers().forEach(request.getResponse()::setHeader);
        return error.envelope().toJson();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getListener("grizzly").getPort());
    }

    void stop() {
        server.shutdownNow();
    }
}
