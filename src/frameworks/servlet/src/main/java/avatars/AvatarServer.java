package avatars;

import jakarta.servlet.DispatcherType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** Jetty, with the avatar API in it. What is said here to Jetty is web.xml elsewhere. */
final class AvatarServer {

    private final Server server = new Server(new InetSocketAddress("localhost", 0));

    AvatarServer() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(AvatarServlet.class, "/v1/*");
        context.addFilter(ErrorFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        server.start();
    }

    URI url() {
        return server.getURI();
    }

    void stop() throws Exception {
        server.stop();
    }
}
