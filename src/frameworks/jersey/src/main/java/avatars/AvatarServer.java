package avatars;

import java.net.URI;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** Jersey on Grizzly, with the avatar API in it. */
final class AvatarServer {

    private final HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/"),
            new ResourceConfig(AvatarResource.class, MaxBody.class)
                    .registerClasses(Errors.Any.class, Errors.Invalid.class)
                    .register(JacksonFeature.withoutExceptionMappers()));

    URI url() {
        return URI.create("http://localhost:" + server.getListener("grizzly").getPort());
    }

    void stop() {
        server.shutdownNow();
    }
}
