package avatars;

import java.io.IOException;
import java.net.URI;
import konpro.errors.ApiException;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** Jersey on Grizzly, with the avatar API in it. */
final class AvatarServer {

    private final HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/"),
            new ResourceConfig(AvatarResource.class, MaxBody.class)
                    .registerClasses(Errors.Any.class, Errors.Invalid.class)
                    .register(JacksonFeature.withoutExceptionMappers()),
            false);

    AvatarServer() throws IOException {
        server.getServerConfiguration()
                .setDefaultErrorPageGenerator(
                        (request, status, reason, description, exception) -> page(request, status, exception));
        server.start();
    }

    /** What fails before Jersey has it, as a malformed URI. Grizzly's own page shows where in the code that was. */
    private static String page(Request request, int status, Throwable exception) {
        ErrorResponse answer = Errors.errors.respond(
                new ApiException(ErrorType.ofStatus(status)).initCause(exception), request.getHeader("X-Request-Id"));
        answer.headers().forEach(request.getResponse()::setHeader);
        return answer.envelope().toJson();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getListener("grizzly").getPort());
    }

    void stop() {
        server.shutdownNow();
    }
}
