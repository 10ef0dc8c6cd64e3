package avatars;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.ErrorContract;
import contract.Logged;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertxTest extends ErrorContract {

    private static final RuntimeException BUG = new IllegalStateException("hunter2");

    private final HttpClient client = HttpClient.newHttpClient();
    private final AvatarServer server = new AvatarServer(VertxTest::addRoutes);

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

    private static void addRoutes(Router router) {
        ApiException limit = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                .detail("limit", 10)
                .retryAfter(Duration.ofSeconds(30));
        router.get("/limit").handler(context -> context.fail(429, limit));
        router.get("/wrapped-limit").handler(context -> context.fail(new HttpException(403, limit)));
        router.get("/invalid").handler(context -> context.fail(400, ApiException.invalid("size", "Must be a number")));
        router.get("/basic")
                .handler(BasicAuthHandler.create(credentials -> Future.failedFuture("unknown"), "avatars"))
                .handler(RoutingContext::end);
        router.get("/headers").handler(VertxTest::sendHeaders);
        router.get("/half-of-length").handler(context -> {
            HttpServerResponse response = context.response().putHeader("Content-Length", "1000000");
            response.write("half").onComplete(written -> context.fail(BUG));
        });
        router.get("/ended").handler(context -> {
            context.end("whole");
            throw BUG;
        });
        router.post("/read").handler(BodyHandler.create(false)).handler(RoutingContext::end);
    }

    private static void sendHeaders(RoutingContext context) {
        context.response()
                .putHeader("Content-Encoding", "gzip")
                .putHeader("ETag", "\"1\"")
                .putHeader("Vary", "Origin")
                .putHeader((CharSequence) "Set-Cookie", List.<CharSequence>of("a=b", "c=d"))
                .putHeader("Content-Length", "1000000");
        throw BUG;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/limit", "/wrapped-limit"})
    void sendsTheApiExceptionThatIsPassedToFail(String path) throws Exception {
        HttpResponse<String> response = exchange(request(path));

        ErrorEnvelope envelope = envelope(response, ErrorCode.RATE_LIMIT_EXCEEDED);
        assertEquals("Only 10 requests a minute", envelope.error().message());
        assertEquals(10, envelope.error().details().get("limit").asInt());
        assertEquals(List.of("30"), response.headers().allValues("Retry-After"));
    }

    @Test
    void sendsTheViolationsThatArePassedToFail() throws Exception {
        ErrorEnvelope envelope = envelope(exchange(request("/invalid")), ErrorCode.VALIDATION_ERROR);

        assertEquals(
                List.of(new FieldViolation("size", "Must be a number")),
                envelope.error().violations());
    }

    @Test
    void keepsTheChallengeOfVertx() throws Exception {
        HttpResponse<String> response = exchange(request("/basic"));

        envelope(response, ErrorCode.INVALID_API_KEY);
        assertEquals(List.of("Basic realm=\"avatars\""), response.headers().allValues("WWW-Authenticate"));
    }

    @Test
    void keepsHeadersThatDoNotDescribeContent() throws Exception {
        HttpResponse<String> response = exchange(request("/headers"));

        envelope(response, ErrorCode.PROCESSING_ERROR);
        assertEquals(List.of("Origin"), response.headers().allValues("Vary"));
        assertEquals(List.of("a=b", "c=d"), response.headers().allValues("Set-Cookie"));
        assertEquals(List.of(), response.headers().allValues("Content-Encoding"));
        assertEquals(List.of(), response.headers().allValues("ETag"));
    }

    @Test
    void sendsEnvelopeForAMalformedQuery() throws Exception {
        try (Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            write(socket, "GET /v1/avatars?max_size=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String response = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertEquals(
                    "HTTP/1.1 400 Bad Request", response.lines().findFirst().orElseThrow());
            ErrorEnvelope envelope = ErrorEnvelope.parse(response.substring(response.indexOf("{")));
            assertEquals("INVALID_REQUEST", envelope.error().code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/half-of-length", "/v1/half"})
    void reportsHalfAResponseOnce(String path) {
        try (Logged log = new Logged()) {
            assertThrows(IOException.class, () -> exchange(request(path)));

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
        }
    }

    @Test
    void reportsAnExceptionAfterAWholeResponse() throws Exception {
        try (Logged log = new Logged()) {
            assertEquals("whole", exchange(request("/ended")).body());
            Thread.sleep(200); // it is thrown after the response

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals("hunter2", log.errors().get(0).getThrown().getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void breaksEveryProtocol(Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder().version(version).build();

        assertEquals(
                version,
                http.send(request("/v1/avatars/7").build(), BodyHandlers.ofString())
                        .version());
        assertThrows(IOException.class, () -> http.send(request("/v1/half").build(), BodyHandlers.ofString()));
    }

    @RepeatedTest(3)
    void doesNotReportAClientThatDisconnectsWhileSending() throws Exception {
        try (Logged log = new Logged()) {
            try (Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                socket.setSoLinger(true, 0);
                write(socket, "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf");
                Thread.sleep(100); // until the handler reads
            }
            Thread.sleep(300); // what is logged afterwards

            assertEquals(List.of(), log.lines());
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
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
