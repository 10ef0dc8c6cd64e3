package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
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
 * What a server with these errors owes its clients, asked over HTTP of one that serves {@link Avatars}. A subclass says
 * where that is; there is one of it for all tests, so that it may hold the server itself.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ErrorContract {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** {@return where the server is, without a path} */
    protected abstract URI baseUrl();

    /** {@return how this framework answers a path whose id is no number} */
    protected int statusOfAMalformedId() {
        return 400;
    }

    @Test
    void leavesSuccessAlone() throws Exception {
        HttpResponse<byte[]> found = get("/v1/avatars/7").response();
        HttpResponse<byte[]> created = post("{\"name\":\"ada\",\"size\":512}").response();

        assertEquals("{\"id\":7,\"name\":\"ada\"}", new String(found.body()));
        assertEquals(200, found.statusCode());
        assertEquals("{\"id\":8,\"name\":\"ada\",\"size\":512}", new String(created.body()));
        assertEquals(201, created.statusCode());
        assertFalse(found.headers().firstValue("X-Error-Code").isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void answersEachDocumentedError(ErrorCode code) throws Exception {
        ErrorEnvelope envelope = get("/v1/failures/" + code).envelope(code);

        assertEquals(ApiError.of(code, code + " it is"), envelope.error());
    }

    @Test
    void answersAnExceptionOfTheApplicationsOwnAsItIsMapped() throws Exception {
        ErrorEnvelope envelope = get("/v1/avatars/8").envelope(ErrorCode.RESOURCE_NOT_FOUND);

        assertEquals(ErrorCode.RESOURCE_NOT_FOUND.message(), envelope.error().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "remote"})
    void tellsNothingOfWhatNobodyHasNamed(String kind) throws Exception {
        Answer answer = get("/v1/failures/" + kind);

        assertEquals(
                ApiError.of(ErrorCode.PROCESSING_ERROR, ErrorCode.PROCESSING_ERROR.message()),
                answer.envelope(ErrorCode.PROCESSING_ERROR).error());
        assertFalse(answer.response().headers().firstValue("WWW-Authenticate").isPresent());
    }

    @Test
    void saysHowToAuthenticate() throws Exception {
        get("/v1/failures/INVALID_API_KEY").assertHeader("WWW-Authenticate", "Bearer");
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        Answer answer = get("/v1/failures/limit");

        assertEquals(
                10,
                answer.envelope(ErrorCode.RATE_LIMIT_EXCEEDED)
                        .error()
                        .details()
                        .get("limit")
                        .asInt());
        answer.assertHeader("Retry-After", "30");
    }

    @Test
    void bringsEveryLanguageThrough() throws Exception {
        ApiError error = get("/v1/failures/languages")
                .envelope(ErrorCode.INVALID_REQUEST)
                .error();

        assertEquals("Größe \"außerhalb\", 大きすぎる 😀", error.message());
        assertEquals("très grand", error.details().get("größe").asString());
    }

    @ParameterizedTest
    @CsvSource({"/v1/failures/INVALID_API_KEY, 401, INVALID_API_KEY", "/nowhere, 404, RESOURCE_NOT_FOUND"})
    void answersHeadByItsHeadersAlone(String path, int status, String code) throws Exception {
        Answer answer = send(request(path).method("HEAD", BodyPublishers.noBody()));

        assertEquals(status, answer.response().statusCode());
        answer.assertHeaders(code);
        assertEquals(0, answer.response().body().length);
    }

    @Test
    void namesEachFieldThatIsWrong() throws Exception {
        ApiError error = post("{\"name\":\" \",\"size\":513}")
                .envelope(ErrorCode.VALIDATION_ERROR)
                .error();

        assertEquals(
                List.of("name", "size"),
                error.violations().stream().map(FieldViolation::field).sorted().toList());
        assertTrue(error.violations().stream().noneMatch(x -> x.reason().isBlank()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"internal\",", "", "[]", "\"internal\"", "{\"name\":\"internal\",\"size\":[]}"})
    void refusesAMalformedBodyWithoutRepeatingIt(String body) throws Exception {
        post(body).envelopeOfItsStatus(400);
    }

    @Test
    void keepsTheCallersRequestId() throws Exception {
        Answer answer = send(request("/v1/failures/exception").header("X-Request-Id", "Caller-1._"));

        assertEquals("Caller-1._", answer.envelope(ErrorCode.PROCESSING_ERROR).requestId());
    }

    @ParameterizedTest
    @MethodSource
    void replacesAHostileRequestId(String id) throws Exception {
        Answer answer = send(request("/v1/failures/exception").header("X-Request-Id", id));

        assertIsNew(answer.envelope(ErrorCode.PROCESSING_ERROR).requestId());
    }

    static List<String> replacesAHostileRequestId() {
        return List.of(
                "<script>alert(1)</script>", "two words", "r".repeat(129), "../../etc/passwd", "${jndi:ldap://x}");
    }

    @Test
    void makesARequestIdWhereThereIsNone() throws Exception {
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
    void answersAnUnknownPath(String path) throws Exception {
        get(path).envelope(ErrorCode.RESOURCE_NOT_FOUND);
    }

    /** RFC 9110, section 15.5.6: the answer must say what is allowed. */
    @Test
    void answersAWrongMethod() throws Exception {
        Answer answer = send(request("/v1/avatars/7").DELETE());

        answer.envelope(405, "INVALID_REQUEST");
        assertTrue(
                String.join(",", answer.response().headers().allValues("Allow")).contains("GET"),
                () -> "" + answer.response().headers());
    }

    @Test
    void answersAnUnsupportedMediaType() throws Exception {
        Answer answer = send(request("/v1/avatars")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"ada\",\"size\":512}")));

        answer.envelope(415, "INVALID_REQUEST");
    }

    @Test
    void answersAPathWhoseIdIsNoNumber() throws Exception {
        get("/v1/avatars/seven").envelopeOfItsStatus(statusOfAMalformedId());
    }

    @RepeatedTest(20)
    void refusesABodyThatIsTooLarge() throws Exception {
        Answer answer = post("{\"name\":\"" + "a".repeat(2 * Avatars.MAX_BODY) + "\",\"size\":1}");

        answer.envelope(413, "INVALID_REQUEST");
    }

    @RepeatedTest(20)
    void refusesALongUploadEarly() throws Exception {
        BodyPublisher picture = BodyPublishers.ofByteArray(new byte[5 << 20]);
        Answer answer = send(request("/v1/avatars/7/picture")
                .header("Content-Type", "image/png")
                .PUT(picture));

        answer.envelope(ErrorCode.INVALID_API_KEY);
    }

    @Test
    void keepsFiveHundredFailuresApart() throws Exception {
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
            ErrorEnvelope envelope = new Answer(calls.get(i).get()).envelope(code);
            assertEquals(new ErrorEnvelope(ApiError.of(code, code + " it is"), "req-" + i), envelope);
        }
    }

    /** Fails unless the answer to a GET is an envelope with that status and code. */
    protected final void assertAnswers(int status, String code, String path) throws IOException, InterruptedException {
        get(path).envelope(status, code);
    }

    private Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private Answer post(String json) throws IOException, InterruptedException {
        return send(request("/v1/avatars")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(baseUrl().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
    }
}
