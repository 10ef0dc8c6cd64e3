package avatars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.ErrorContract;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.httpclient.HttpErrors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ServletTest extends ErrorContract {

    private final AvatarServer server;

    ServletTest() throws Exception {
        server = new AvatarServer();
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    @Test
    void answersWhatFailsWhileABodyIsReadAsText() throws Exception {
        Server jetty = new Server(new InetSocketAddress("localhost", 0));
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(ErrorFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(Reading.class, "/*");
        jetty.setHandler(context);
        jetty.start();
        try {
            HttpRequest request = HttpRequest.newBuilder(jetty.getURI())
                    .POST(BodyPublishers.ofByteArray(new byte[1 << 20]))
                    .build();
            RemoteApiException failure = assertThrows(
                    RemoteApiException.class,
                    () -> HttpErrors.send(HttpClient.newHttpClient(), request, BodyHandlers.ofString()));

            assertEquals(403, failure.remoteError().status());
            assertEquals(RemoteError.Kind.ENVELOPE, failure.remoteError().kind());
        } finally {
            jetty.stop();
        }
    }

    /** Reads a little, and refuses. */
    public static class Reading extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getReader().read();
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS);
        }
    }
}
