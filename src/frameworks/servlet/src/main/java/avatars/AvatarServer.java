package avatars;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

/** Jetty, with the avatar API in it. Its settings here are those of web.xml elsewhere. */
final class AvatarServer {

    private final Server server = new Server();

    AvatarServer(Consumer<ServletContextHandler> more) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("localhost");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        server.setHandler(context);
        context.setSecurityHandler(security());
        context.addServlet(AvatarServlet.class, "/v1/*");
        install(context);
        more.accept(context);
        server.start();
    }

    private static void install(ServletContextHandler context) {
        context.addFilter(
                ErrorFilter.class,
                "/*",
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        context.setErrorHandler(new JettyErrors());
        context.getServer().setErrorHandler(new JettyErrors()); // malformed requests
    }

    /** Only the role "admin" may have the secret. */
    private static ConstraintSecurityHandler security() {
        UserStore users = new UserStore();
        users.addUser("admin", Credential.getCredential("admin"), new String[] {"admin"});
        users.addUser("reader", Credential.getCredential("reader"), new String[] {"reader"});
        HashLoginService login = new HashLoginService("avatars");
        login.setUserStore(users);
        ConstraintMapping secret = new ConstraintMapping();
        secret.setPathSpec("/v1/secret");
        secret.setConstraint(Constraint.from("admin"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(login);
        security.setAuthenticator(new BearerAuthenticator());
        security.addConstraintMapping(secret);
        return security;
    }

    URI url() {
        return server.getURI();
    }

    void stop() throws Exception {
        server.stop();
    }
}
