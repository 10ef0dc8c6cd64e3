package contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client may expect of every server with these errors, tested over HTTP against one that serves {@link Avatars}. A
 * subclass says where the server is; one instance of it runs all tests, so that it can keep the server in a field. The rows
 * about the log need the server in the same JVM.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ErrorContract {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** {@return the URL of the server, without a path} */
    protected abstract URI baseUrl();

    /** {@return the status of the response to a path whose id is not a number} */
    protected int statusOfMalformedId() {
        return 400;
    }

    @Test
    void leavesSuccessUnchanged() throws Exception {
        HttpResponse<byte[]> found = get("/v1/avatars/7").http();
        HttpResponse<byte[]> created =
                post("{\"name\":\"ada\",\"max_size\":512}").http();

        assertEquals("{\"id\":7,\"name\":\"ada\"}", new String(found.body()));
        assertEquals(200, found.statusCode());
        assertEquals("{\"id\":8,\"name\":\"ada\",\"max_size\":512}", new String(created.body()));
        assertEquals(201, created.statusCode());
        assertFalse(found.headers().firstValue("X-Error-Code").isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void sendsEachDocumentedError(ErrorCode code) throws Exception {
        ErrorEnvelope envelope = get("/v1/failures/" + code).envelope(code);

        assertEquals(ApiError.of(code, code + " it is"), envelope.error());
    }

    @Test
    void sendsWhatAnExceptionIsMappedTo() throws Exception {
        ErrorEnvelope envelope = get("/v1/avatars/8").envelope(ErrorCode.RESOURCE_NOT_FOUND);

        assertEquals(ErrorCode.RESOURCE_NOT_FOUND.message(), envelope.error().message());
    }

    /** {@return whether a {@code StackOverflowError} gets to any code that could respond} */
    protected boolean respondsToErrorsOfTheJvm() {
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "remote"})
    void revealsNothingOfAnUnexpectedException(String kind) throws Exception {
        assumeTrue(!kind.equals("error") || respondsToErrorsOfTheJvm());
        Response response = get("/v1/failures/" + kind);

        assertEquals(
                ApiError.of(ErrorCode.PROCESSING_ERROR, ErrorCode.PROCESSING_ERROR.message()),
                response.envelope(ErrorCode.PROCESSING_ERROR).error());
        assertFalse(response.http().headers().firstValue("WWW-Authenticate").isPresent());
    }

    @Test
    void sendsWwwAuthenticate() throws Exception {
        get("/v1/failures/INVALID_API_KEY").assertHeader("WWW-Authenticate", "Bearer");
    }

    @Test
    void sendsRetryAfter() throws Exception {
        Response response = get("/v1/failures/limit");

        assertEquals(
                10,
                response.envelope(ErrorCode.RATE_LIMIT_EXCEEDED)
                        .error()
                        .details()
                        .get("limit")
                        .asInt());
        response.assertHeader("Retry-After", "30");
    }

    @Test
    void sendsEveryLanguage() throws Exception {
        ApiError error = get("/v1/failures/languages")
                .envelope(ErrorCode.INVALID_REQUEST)
                .error();

        assertEquals("Größe \"außerhalb\", 大きすぎる 😀", error.message());
        assertEquals("très grand", error.details().get("größe").asString());
    }

    @ParameterizedTest
    @CsvSource({"/v1/failures/INVALID_API_KEY, 401, INVALID_API_KEY", "/nowhere, 404, RESOURCE_NOT_FOUND"})
    void sendsHeadersAloneToHead(String path, int status, String code) throws Exception {
        Response response = send(request(path).method("HEAD", BodyPublishers.noBody()));

        assertEquals(status, response.http().statusCode());
        response.assertHeaders(code);
        assertEquals(0, response.http().body().length);
    }

    @Test
    void namesInvalidMembers() throws Exception {
        post("{\"name\":\" \",\"max_size\":513}").assertInvalid("max_size", "name");
    }

    /** {@return the code for a member of a wrong type: of a framework that checks members, or of a handler that reads them} */
    protected ErrorCode codeOfAWrongType() {
        return ErrorCode.VALIDATION_ERROR;
    }

    @Test
    void namesMembersOfAWrongType() throws Exception {
        post("{\"name\":\"internal\",\"max_size\":[\"internal\"]}").assertNames(codeOfAWrongType(), "max_size");
    }

    @ParameterizedTest
    @CsvSource({
        "?max_size=0&first_page=-1, first_page max_size",
        "?max_size=internal&first_page=1, max_size",
        "?max_size=1, first_page"
    })
    void namesInvalidParameters(String query, String fields) throws Exception {
        get("/v1/avatars" + query).assertInvalid(fields.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"name\":\"internal\",", "", "[]", "\"internal\"", "{\"name\":\"internal\",\"max_size\":[]}"})
    void refusesMalformedBodyWithoutRepeatingIt(String body) throws Exception {
        post(body).envelope(400);
    }

    @Test
    void keepsTheRequestIdOfTheClient() throws Exception {
        Response response = send(request("/v1/failures/exception").header("X-Request-Id", "Caller-1._"));

        assertEquals("Caller-1._", response.envelope(ErrorCode.PROCESSING_ERROR).requestId());
    }

    @ParameterizedTest
    @MethodSource
    void replacesHostileRequestId(String id) throws Exception {
        Response response = send(request("/v1/failures/exception").header("X-Request-Id", id));

        assertIsNew(response.envelope(ErrorCode.PROCESSING_ERROR).requestId());
    }

    static List<String> replacesHostileRequestId() {
        return List.of(
                "<script>alert(1)</script>", "two words", "r".repeat(129), "../../etc/passwd", "${jndi:ldap://x}");
    }

    @Test
    void makesRequestIdIfThereIsNone() throws Exception {
        String one = get("/v1/failures/exception")
                .envelope(ErrorCode.PROCESSING_ERROR)
                .requestId();
        String other = get("/v1/failures/exception")
                .envelope(ErrorCode.PROCESSING_ERROR)
                .requestId();

        assertIsNew(one);
        assertIsNew(other);
        assertNotEquals(one, other);
    }

    private static void assertIsNew(String id) {
        assertTrue(id.matches("req-[0-9a-f]{32}"), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/v1", "/v1/avatars/7/nowhere"})
    void sends404ForUnknownPath(String path) throws Exception {
        get(path).envelope(ErrorCode.RESOURCE_NOT_FOUND);
    }

    /** RFC 9110, section 15.5.6: the response must have {@code Allow}. */
    @Test
    void sends405WithAllow() throws Exception {
        Response response = send(request("/v1/avatars/7").DELETE());

        response.envelope(405, "INVALID_REQUEST");
        assertTrue(
                String.join(",", response.http().headers().allValues("Allow")).contains("GET"),
                () -> "" + response.http().headers());
    }

    @Test
    void sends415() throws Exception {
        Response response = send(request("/v1/avatars")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"ada\",\"max_size\":512}")));

        response.envelope(415, "INVALID_REQUEST");
    }

    @Test
    void sendsErrorForMalformedId() throws Exception {
        get("/v1/avatars/seven").envelope(statusOfMalformedId());
    }

    @RepeatedTest(20)
    void refusesOversizeBody() throws Exception {
        Response response = post("{\"name\":\"" + "a".repeat(2 * Avatars.MAX_BODY) + "\",\"max_size\":1}");

        response.envelope(413, "INVALID_REQUEST");
    }

    @RepeatedTest(20)
    void refusesLongUploadEarly() throws Exception {
        BodyPublisher picture = BodyPublishers.ofByteArray(new byte[5 << 20]);
        Response response = send(request("/v1/avatars/7/picture")
                .header("Content-Type", "image/png")
                .PUT(picture));

        response.envelope(ErrorCode.INVALID_API_KEY);
    }

    @Test
    void keeps500ConcurrentErrorsApart() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ErrorCode code = ErrorCode.values()[i % ErrorCode.values().length];
            calls.add(CLIENT.sendAsync(
                    request("/v1/failures/" + code)
                            .header("X-Request-Id", "req-" + i)
                            .build(),
                    BodyHandlers.ofByteArray()));
        }

        for (int i = 0; i < 500; i++) {
            ErrorCode code = ErrorCode.values()[i % ErrorCode.values().length];
            ErrorEnvelope envelope = new Response(calls.get(i).get()).envelope(code);
            assertEquals(new ErrorEnvelope(ApiError.of(code, code + " it is"), "req-" + i), envelope);
        }
    }

    /** {@return whether the framework has authentication and authorisation of its own} */
    protected boolean hasSecurity() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        ", 401, INVALID_API_KEY",
        "Bearer wrong, 401, INVALID_API_KEY",
        "Bearer reader, 403, INSUFFICIENT_PERMISSIONS"
    })
    void sendsWhatTheFrameworksSecurityRefuses(String authorization, int status, String code) throws Exception {
        assumeTrue(hasSecurity());
        HttpRequest.Builder request = request("/v1/secret");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        Response response = send(request);

        response.envelope(status, code);
        assertEquals(
                status == 401,
                response.http().headers().firstValue("WWW-Authenticate").isPresent());
        assertEquals(
                200,
                send(request("/v1/secret").header("Authorization", "Bearer admin"))
                        .http()
                        .statusCode());
    }

    /** A response that ends as a whole one does would be taken for one. */
    @RepeatedTest(5)
    void breaksTheConnectionAfterHalfAResponse() {
        assertBroken(assertThrows(IOException.class, () -> get("/v1/half")));
    }

    /** Neither a server that leaves the client waiting nor one that is not there has broken the connection. */
    private static void assertBroken(IOException exception) {
        assertFalse(
                exception instanceof HttpTimeoutException || exception instanceof ConnectException,
                exception::toString);
    }

    @Test
    void sendsProcessingErrorIfAResponseCannotBeWritten() throws Exception {
        try (Logged log = new Logged()) {
            get("/v1/unwritable?items=0").envelope(ErrorCode.PROCESSING_ERROR);

            assertEquals(1, log.errors().size(), () -> "" + log.lines());
        }
    }

    /** Half of it may have been sent when the exception is thrown. */
    @Test
    void neverSendsHalfAnObjectAsAWholeOne() throws Exception {
        Response response;
        try {
            response = get("/v1/unwritable?items=50000");
        } catch (IOException broken) {
            assertBroken(broken);
            return;
        }
        response.envelope(ErrorCode.PROCESSING_ERROR);
    }

    @Test
    void logsAnUnexpectedExceptionOnce() throws Exception {
        try (Logged log = new Logged()) {
            get("/v1/failures/exception").envelope(ErrorCode.PROCESSING_ERROR);

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals("konpro.errors", log.errors().get(0).getLoggerName());
            assertEquals(Avatars.SECRET, log.errors().get(0).getThrown().getMessage());
        }
    }

    @Test
    void logsNothingOfAClientThatHasDisconnected() throws Exception {
        try (Logged log = new Logged()) {
            int ended = Avatars.ENDED.get();
            for (int i = 0; i < 5; i++) {
                try (Socket client = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                    client.setSoLinger(true, 0);
                    client.getOutputStream()
                            .write("GET /v1/endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                    client.getInputStream().readNBytes(1 << 17);
                }
            }
            while (Avatars.ENDED.get() < ended + 5) { // the timeout of the class ends it
                Thread.sleep(10);
            }
            Thread.sleep(200); // what is logged afterwards

            assertNothingLogged(log);
        }
    }

    /** {@return whether a line is a fault of the framework's own after a client has disconnected, in which no code of ours is} */
    protected boolean isFaultOfTheFramework(String line) {
        return false;
    }

    protected final void assertNothingLogged(Logged log) {
        assertEquals(
                List.of(),
                log.lines().stream().filter(x -> !isFaultOfTheFramework(x)).toList());
    }

    /** Expects an envelope with this status and code in response to a GET. */
    protected final void assertError(int status, String code, String path) throws IOException, InterruptedException {
        get(path).envelope(status, code);
    }

    protected final Response get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    protected final Response post(String json) throws IOException, InterruptedException {
        return send(request("/v1/avatars")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    protected final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(baseUrl().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    protected static Response send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Response(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
    }
}
