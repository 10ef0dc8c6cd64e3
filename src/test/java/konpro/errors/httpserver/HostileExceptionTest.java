package konpro.errors.httpserver;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an exception, a mapping or a hook does, the client gets a response and the server keeps its thread. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileExceptionTest {

    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Error thrown;

        Hostile(Error thrown) {
            this.thrown = thrown;
        }

        @Override
        public synchronized Throwable getCause() {
            throw thrown;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw thrown;
        }

        @Override
        public String getMessage() {
            throw thrown;
        }

        @Override
        public String toString() {
            throw thrown;
        }
    }

    private static final class HostileCause extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("getCause");
        }
    }

    /** An IOException, since the stack traces of these are looked at. */
    private static final class Trace extends IOException {
        private static final long serialVersionUID = 1;

        private final transient StackTraceElement[] trace;

        Trace(StackTraceElement[] trace) {
            this.trace = trace;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return trace;
        }
    }

    private static final class HostileTrace extends IOException {
        private static final long serialVersionUID = 1;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("getStackTrace");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }
    }

    private static List<Throwable> hostile() {
        return List.of(
                new Hostile(new StackOverflowError("hostile")),
                new Hostile(new AssertionError("hostile")),
                new HostileCause(),
                new HostileTrace(),
                new Trace(null),
                new Trace(new StackTraceElement[] {null}),
                new RuntimeException("wrapped", new HostileTrace()));
    }

    @OnEachExecutor
    void respondsToAnyThrowableAndNotifiesOnce(Threads threads) throws Exception {
        List<Throwable> hostile = hostile();
        HttpHandler handler = exchange -> ErrorFilterTest.sneak(
                hostile.get(Integer.parseInt(exchange.getRequestURI().getPath().substring(1))));
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < hostile.size(); i++) {
                try (RawClient client = new RawClient(server)) {
                    Response response = client.exchange("GET /" + i + " HTTP/1.1");
                    assertEquals(500, response.status());
                    assertEquals("PROCESSING_ERROR", response.envelope().error().code());
                    assertSame(hostile.get(i), server.notification().exception());
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void respondsWhereAThrowableIsNull(Threads threads) throws Exception {
        HttpHandler handler = exchange -> ErrorFilterTest.sneak(null);
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(500, client.exchange("GET / HTTP/1.1").status());
            assertEquals(
                    NullPointerException.class,
                    server.notification().exception().getClass());
        }
    }

    @OnEachExecutor
    void respondsAndGoesOnWhereAMappingOrTheHookRestoresTheInterruptFlag(Threads threads) throws Exception {
        BlockingQueue<ErrorResponse> notified = new LinkedBlockingQueue<>();
        ErrorMapper errors = ErrorMapper.builder()
                .map(IllegalStateException.class, x -> {
                    Thread.currentThread().interrupt();
                    return new ApiException(ErrorCode.SERVICE_UNAVAILABLE);
                })
                .onFailure((response, exception) -> {
                    notified.add(response);
                    Thread.currentThread().interrupt();
                })
                .build();
        HttpHandler handler = exchange -> {
            throw exchange.getRequestURI().getPath().equals("/mapped")
                    ? new IllegalStateException()
                    : new IllegalArgumentException();
        };
        try (TestServer server = TestServer.start(threads, exchange -> {})) {
            ErrorFilter.install(server.httpServer().createContext("/mapped", handler), errors);
            ErrorFilter.install(server.httpServer().createContext("/hook", handler), errors);
            server.httpServer().createContext("/nowhere", ErrorFilter.notFound(errors));
            for (int i = 0; i < 3; i++) {
                for (Map.Entry<String, Integer> request :
                        Map.of("/mapped", 503, "/hook", 500, "/nowhere", 404).entrySet()) {
                    try (RawClient client = new RawClient(server)) { // anew: the flag would end the server's accepting
                        for (int j = 0; j < 2; j++) {
                            Response response = client.exchange("GET " + request.getKey() + " HTTP/1.1");
                            assertEquals(request.getValue(), response.status());
                            assertEquals(response.envelope(), notified.remove().envelope());
                        }
                    }
                }
            }
            assertTrue(notified.isEmpty());
        }
    }

    @OnEachExecutor
    void respondsWithProcessingErrorWhereAHeaderCannotBeRead(Threads threads) throws Exception {
        AtomicBoolean hostile = new AtomicBoolean();
        List<String> values = new AbstractList<>() {
            @Override
            public String get(int index) {
                if (hostile.get()) {
                    throw new OutOfMemoryError("hostile");
                }
                return "value";
            }

            @Override
            public int size() {
                return 1;
            }
        };
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST);
        HttpHandler handler = exchange -> {
            hostile.set(false);
            exchange.getResponseHeaders().put("X-Hostile", values);
            hostile.set(true);
            throw exception;
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                assertProcessingError(server, client);
                assertSame(exception, server.notification().exception());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** The text of 33 times 64 MiB does not fit into an array, if it fits into the memory. */
    @Test
    @Tag("slow")
    void respondsWithProcessingErrorWhereTheResponseDoesNotFitIntoMemory() throws Exception {
        String large = "x".repeat(1 << 26);
        ApiException tooLarge =
                new ApiException(ErrorCode.INVALID_REQUEST).detail("copies", Collections.nCopies(33, large));
        HttpHandler handler = exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            throw tooLarge;
        };
        try (TestServer server = TestServer.start(Threads.FIXED_POOL, handler);
                RawClient client = new RawClient(server)) {
            assertProcessingError(server, client);
            assertSame(tooLarge, server.notification().exception());
        }
    }

    private static void assertProcessingError(TestServer server, RawClient client) throws Exception {
        Response response = client.exchange("GET / HTTP/1.1", "X-Request-Id: req-1");
        assertEquals(500, response.status());
        assertEquals("""
                {"error":{"code":"PROCESSING_ERROR","message":"Server processing error"},\
                "request_id":"req-1"}""", response.text());
        assertEquals("PROCESSING_ERROR", response.header("x-error-code"));
        assertEquals("req-1", response.header("x-request-id"));
        assertEquals("no-store", response.header("cache-control"));
        assertFalse(response.has("etag"));
        assertEquals(Optional.empty(), server.end());
    }
}
