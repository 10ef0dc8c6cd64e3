package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.path;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.TestServer.Notification;
import org.junit.jupiter.api.Tag;

/** Whatever an exception is, and a mapping or a hook does: the client gets a response, and the server keeps its thread. */
class AnyExceptionTest {

    private static final String PROCESSING_ERROR = "500 PROCESSING_ERROR: Server processing error";

    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Throwable thrown;

        Hostile(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public synchronized Throwable getCause() {
            throw TestServer.<RuntimeException>sneak(thrown);
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw TestServer.<RuntimeException>sneak(thrown);
        }

        @Override
        public String getMessage() {
            throw TestServer.<RuntimeException>sneak(thrown);
        }

        @Override
        public String toString() {
            throw TestServer.<RuntimeException>sneak(thrown);
        }
    }

    /** An IOException, since the filter looks at the stack traces of these. */
    private static final class HostileTrace extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Supplier<StackTraceElement[]> trace;

        HostileTrace(Supplier<StackTraceElement[]> trace) {
            this.trace = trace;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return trace.get();
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("secret");
        }

        @Override
        public String getLocalizedMessage() {
            return "hunter2, as they say here";
        }
    }

    private static List<Throwable> exceptions() {
        Supplier<StackTraceElement[]> noTrace = () -> {
            throw new IllegalStateException("secret");
        };
        Throwable secret = new IllegalStateException("password=hunter2", new IOException("jdbc:hunter2@db"));
        secret.addSuppressed(new IllegalStateException("hunter2 was suppressed"));
        secret.setStackTrace(new StackTraceElement[] {new StackTraceElement("hunter2.Main", "hunter2", "hunter2", 2)});
        Throwable circular = new IllegalStateException("secret");
        circular.initCause(new IllegalStateException("secret", circular));
        return List.of(
                new IllegalStateException("secret"),
                new NumberFormatException(
                        "For input string: \"hunter2\""), // some versions of the server respond to it with 400
                new NullPointerException(),
                new CancellationException(),
                new StackOverflowError(),
                new OutOfMemoryError("secret"),
                new NoClassDefFoundError("com/acme/Secret"),
                new IOException("secret"),
                new NoSuchFileException("/etc/secret"),
                new InterruptedException("secret"),
                new Exception("secret"),
                new Throwable("secret"),
                secret,
                new AssertionError("hunter2", secret),
                new IOException("/home/hunter2/key.pem", secret),
                new ExecutionException("hunter2", secret),
                new CompletionException("hunter2", secret),
                new UncheckedIOException("hunter2", new IOException("hunter2", secret)),
                new InvocationTargetException(secret, "hunter2"),
                new LinkageError("hunter2/Main", secret),
                new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar").initCause(secret),
                circular,
                new Hostile(new StackOverflowError("secret")),
                new Hostile(new AssertionError("secret")),
                new Hostile(new IllegalStateException("secret")),
                new HostileTrace(noTrace),
                new HostileTrace(() -> null),
                new HostileTrace(() -> new StackTraceElement[] {null}),
                new RuntimeException("secret", new HostileTrace(noTrace)));
    }

    @OnEachExecutor
    void getsOneNotificationAndAResponseWithNothingOfIt(TestServer server) throws Exception {
        List<Throwable> exceptions = exceptions();
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=hunter2.pdf");
            exchange.getResponseHeaders().set("Content-Location", "/hunter2");
            exchange.getResponseHeaders().set("ETag", "\"hunter2\"");
            exchange.setAttribute("secret", "hunter2");
            throw TestServer.<IOException>sneak(
                    exceptions.get(Integer.parseInt(path(exchange).substring(1))));
        });
        for (int i = 0; i < exceptions.size(); i++) {
            boolean isPublic = exceptions.get(i) instanceof ApiException;
            for (String method : List.of("GET", "HEAD", "POST")) {
                Response response = client.request(method + " /" + i + " HTTP/1.1")
                        .response()
                        .expect(isPublic ? 404 : 500);
                Notification notified = server.notification();
                assertSame(exceptions.get(i), notified.exception());
                if (!method.equals("HEAD")) {
                    assertEquals(
                            isPublic ? "404 RESOURCE_NOT_FOUND: No such avatar" : PROCESSING_ERROR, response.error());
                    assertEquals(notified.response().envelope(), response.envelope());
                }
                server.assertKept();
            }
        }
        for (String word : "hunter password jdbc key.pem Exception ecret java konpro".split(" ", -1)) {
            assertFalse(client.seen().contains(word), word + " in " + client.seen());
        }
    }

    @OnEachExecutor
    void mayBeNullOrOfRunawayRecursion(TestServer server) throws Exception {
        server.serve(throwing(null)).get("/").expect(500);
        assertEquals(NullPointerException.class, server.exception().getClass());
        server.serve(AnyExceptionTest::recurse).get("/").expect(500);
        assertEquals(StackOverflowError.class, server.exception().getClass());
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse(HttpExchange exchange) {
        recurse(exchange);
    }

    /** It would close the connection, or end the server's accepting: hence also new connections. */
    @OnEachExecutor
    void leavesNoInterruptFlagToTheServer(TestServer server) throws Exception {
        BlockingQueue<ErrorResponse> notified = new LinkedBlockingQueue<>();
        ErrorMapper interrupting = ErrorMapper.builder()
                .map(IllegalStateException.class, x -> {
                    Thread.currentThread().interrupt();
                    return new ApiException(ErrorCode.SERVICE_UNAVAILABLE);
                })
                .onFailure((response, exception) -> {
                    notified.add(response);
                    Thread.currentThread().interrupt();
                })
                .build();
        server.serve(exchange -> {
            if (path(exchange).equals("/responded")) {
                begin(exchange, 0, "x").close();
            }
            Thread.currentThread().interrupt();
            if (path(exchange).equals("/thrown")) {
                throw new IllegalArgumentException("Interrupted");
            }
        });
        HttpHandler mapped = throwing(new IllegalStateException());
        ErrorFilter.install(server.httpServer.createContext("/mapped", mapped), interrupting);
        HttpHandler hook = throwing(new IllegalArgumentException());
        ErrorFilter.install(server.httpServer.createContext("/hook", hook), interrupting);
        server.httpServer.createContext("/nowhere", ErrorFilter.notFound(interrupting));
        Map<String, Integer> statuses =
                Map.of("/thrown", 500, "/responded", 200, "/mapped", 503, "/hook", 500, "/nowhere", 404);
        for (int i = 0; i < 3; i++) {
            for (String path : statuses.keySet()) {
                RawClient client = server.client();
                for (int j = 0; j < 2; j++) {
                    Response response = client.get(path).expect(statuses.get(path));
                    switch (path) {
                        case "/responded" -> assertEquals("x", response.text());
                        case "/thrown" ->
                            assertEquals(server.notification().response().envelope(), response.envelope());
                        default -> assertEquals(notified.remove().envelope(), response.envelope());
                    }
                }
            }
        }
        assertTrue(notified.isEmpty());
    }

    @OnEachExecutor
    void getsProcessingErrorWhereAHeaderCannotBeRead(TestServer server) throws Exception {
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST);
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().add("X-Hostile", "");
            @SuppressWarnings("unchecked")
            List<Object> values =
                    (List<Object>) (List<?>) exchange.getResponseHeaders().get("X-Hostile");
            values.set(0, 7); // which is no String
            throw exception;
        });
        for (int i = 0; i < 3; i++) {
            assertProcessingError(server, client, exception);
        }
    }

    /** The text of 33 times 64 MiB does not fit into an array, even if it fits into the memory. */
    @OnEachExecutor
    @Tag("slow")
    void getsProcessingErrorWhereTheResponseDoesNotFitIntoMemory(TestServer server) throws Exception {
        String large = "x".repeat(1 << 26);
        ApiException tooLarge =
                new ApiException(ErrorCode.INVALID_REQUEST).detail("copies", Collections.nCopies(33, large));
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            throw tooLarge;
        });
        assertProcessingError(server, client, tooLarge);
    }

    private static void assertProcessingError(TestServer server, RawClient client, Throwable thrown) throws Exception {
        Response response = client.get("/", "X-Request-Id: req-1").expect(500, "x-request-id: req-1", "no etag");
        assertEquals(PROCESSING_ERROR, response.error());
        assertSame(thrown, server.exception());
        server.assertKept();
    }
}
