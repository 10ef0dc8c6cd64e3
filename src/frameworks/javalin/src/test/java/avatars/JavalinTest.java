package avatars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Avatars;
import contract.ErrorContract;
import contract.Logged;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavalinTest extends ErrorContract {

    private static final RuntimeException BUG = new IllegalStateException("hunter2");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AvatarServer server = new AvatarServer(JavalinTest::addRoutes);

    @AfterAll
    void stop() {
        server.stop();
    }

    /** The handler reads the body as a JsonValue. */
    @Override
    protected ErrorCode codeOfAWrongType() {
        return ErrorCode.INVALID_REQUEST;
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    private static void addRoutes(JavalinConfig config) {
        config.http.asyncTimeout = 500;
        config.routes.get("/basic", context -> {
            context.header("WWW-Authenticate", "Basic realm=\"avatars\"");
            throw new UnauthorizedResponse();
        });
        config.routes.get("/headers", context -> {
            context.header("Content-Disposition", "attachment")
                    .header("ETag", "\"1\"")
                    .header("Vary", "Origin");
            context.header("x-request-id", "stale").res().setContentLength(1_000_000);
            throw BUG;
        });
        addHalfResponses(config);
        addFutures(config);
        config.routes.post("/read", Context::bodyAsBytes);
        config.routes.post(
                "/validated",
                context -> context.bodyValidator(Size.class)
                        .check("max_size", x -> x.max_size < 10, "Must be less than 10")
                        .get());
        config.routes.get("/after", context -> context.result("whole"));
        config.routes.after("/after", context -> {
            throw BUG;
        });
    }

    private static void addHalfResponses(JavalinConfig config) {
        config.routes.get("/little", context -> {
            context.outputStream().write(new byte[5_000]);
            throw BUG;
        });
        config.routes.get("/half-unflushed", context -> {
            context.outputStream().write(new byte[100_000]);
            throw BUG;
        });
        config.routes.get("/half-of-length", context -> {
            context.res().setContentLength(1_000_000);
            context.outputStream().write(new byte[100_000]);
            throw BUG;
        });
        config.routes.get("/half-by-error", context -> {
            context.outputStream().write(new byte[100_000]);
            throw new StackOverflowError();
        });
        config.routes.get("/half-a-stream", context -> context.result(brokenAfter(100_000)));
        config.routes.get("/broken-stream", context -> context.result(brokenAfter(0)));
        config.routes.get("/json-stream", context -> context.jsonStream(Avatars.unwritable(50_000)));
    }

    private static void addFutures(JavalinConfig config) {
        config.routes.get("/future", context -> context.future(() -> CompletableFuture.failedFuture(BUG)));
        config.routes.get(
                "/future-limit",
                context -> context.future(
                        () -> CompletableFuture.failedFuture(new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED))));
        config.routes.get(
                "/future-half",
                context -> context.future(() -> CompletableFuture.runAsync(() -> {
                    try {
                        Avatars.half(context.outputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })));
        config.routes.get("/timeout", context -> context.future(CompletableFuture::new));
    }

    /** A request body. */
    public static final class Size {
        public int max_size;
    }

    private static InputStream brokenAfter(int bytes) {
        return new FilterInputStream(new ByteArrayInputStream(new byte[bytes])) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                if (read < 0) {
                    throw BUG;
                }
                return read;
            }
        };
    }

    @Test
    void keepsTheChallengeOfTheApplication() throws Exception {
        HttpResponse<String> response = exchange(request("/basic"));

        envelope(response, ErrorCode.INVALID_API_KEY);
        assertEquals(List.of("Basic realm=\"avatars\""), response.headers().allValues("WWW-Authenticate"));
    }

    @Test
    void keepsHeadersThatDoNotDescribeContent() throws Exception {
        HttpResponse<String> response = exchange(request("/headers"));

        String requestId = envelope(response, ErrorCode.PROCESSING_ERROR).requestId();
        assertEquals(List.of(requestId), response.headers().allValues("X-Request-Id"));
        assertEquals(List.of("Origin"), response.headers().allValues("Vary"));
        assertEquals(List.of(), response.headers().allValues("Content-Disposition"));
        assertEquals(List.of(), response.headers().allValues("ETag"));
    }

    @ParameterizedTest
    @CsvSource({
        "/little, PROCESSING_ERROR",
        "/after, PROCESSING_ERROR",
        "/future, PROCESSING_ERROR",
        "/future-limit, RATE_LIMIT_EXCEEDED",
        "/timeout, PROCESSING_ERROR"
    })
    void sendsEnvelope(String path, ErrorCode code) throws Exception {
        try (Logged log = new Logged()) {
            envelope(exchange(request(path)), code);

            assertEquals(code.status() < 500 ? 0 : 1, log.lines().size(), () -> "" + log.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/half-unflushed",
                "/half-of-length",
                "/half-by-error",
                "/half-a-stream",
                "/json-stream",
                "/future-half"
            })
    void reportsHalfAResponseOnce(String path) throws Exception {
        try (Logged log = new Logged()) {
            assertThrows(IOException.class, () -> exchange(request(path)));
            Thread.sleep(300); // Javalin logs some after the connection is broken

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
        }
    }

    /** Javalin keeps the exception from every handler, but its status is not 200. */
    @Test
    void sends500IfAStreamIsBrokenFromTheStart() throws Exception {
        try (Logged log = new Logged()) {
            assertEquals(500, exchange(request("/broken-stream")).statusCode());
            assertEquals(1, log.errors().size(), () -> "" + log.lines());
        }
    }

    @Test
    void breaksTheConnectionIfCompressionHasBegun() {
        assertThrows(IOException.class, () -> exchange(request("/little").header("Accept-Encoding", "gzip")));
    }

    @Test
    void namesTheFieldsOfABodyValidator() throws Exception {
        HttpResponse<String> response =
                exchange(request("/validated").POST(BodyPublishers.ofString("{\"max_size\":10}")));

        assertEquals(
                List.of(new FieldViolation("max_size", "Must be less than 10")),
                envelope(response, ErrorCode.VALIDATION_ERROR).error().violations());
    }

    @Test
    void namesNoFieldOfAMalformedBody() throws Exception {
        envelope(exchange(request("/validated").POST(BodyPublishers.ofString("{oops"))), ErrorCode.INVALID_REQUEST);
    }

    @RepeatedTest(3)
    void doesNotReportAClientThatDisconnectsWhileSending() throws Exception {
        try (Logged log = new Logged()) {
            try (Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                socket.setSoLinger(true, 0);
                String head = "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(100); // until the handler reads
            }
            Thread.sleep(300); // what is logged afterwards

            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void sendsEnvelopeForAMalformedChunk() throws Exception {
        try (Logged log = new Logged();
                Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    "POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nhalf\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            assertTrue(response.contains("INVALID_REQUEST"), response);
            assertEquals(List.of(), log.lines());
        }
    }

    private static ErrorEnvelope envelope(HttpResponse<String> response, ErrorCode code) {
        assertEquals(code.status(), response.statusCode(), response::body);
        ErrorEnvelope envelope = ErrorEnvelope.parse(response.body());
        assertEquals(code.code(), envelope.error().code());
        return envelope;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
