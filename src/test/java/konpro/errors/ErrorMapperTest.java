package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import konpro.errors.testkit.CapturedLog;
import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.ShopError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("serial")
class ErrorMapperTest {

    private static class OrderNotFound extends RuntimeException {}

    private static class OrderDeleted extends OrderNotFound {}

    private static final class DeletedLongAgo extends OrderDeleted {}

    private static final class OutOfStock extends ApiException {
        OutOfStock() {
            super(ShopError.OUT_OF_STOCK, "Only 2 left");
            detail("left", 2);
        }
    }

    private record Notification(ErrorResponse response, Throwable exception) {}

    private final List<Notification> notified = new ArrayList<>();

    private ErrorMapper.Builder quiet() {
        return ErrorMapper.builder()
                .onFailure((response, exception) -> notified.add(new Notification(response, exception)));
    }

    private ErrorMapper mapping(Class<? extends Throwable> exception, ErrorType type) {
        return quiet().map(exception, type).build();
    }

    private final ErrorMapper orders = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(FileNotFoundException.class, ErrorType.ofStatus(410))
            .build();

    /** Each exception gets a whole response with this status and code, and the hook is notified once of both. */
    private void assertResponds(String statusAndCode, ErrorMapper errors, Throwable... exceptions) {
        for (Throwable exception : exceptions) {
            notified.clear();
            ErrorResponse response = errors.respond(exception, "req-1");

            assertEquals(statusAndCode, statusAndCode(response), () -> "to " + exception);
            assertEquals(1, notified.size());
            assertSame(response, notified.get(0).response());
            assertSame(exception, notified.get(0).exception());
        }
    }

    private static String statusAndCode(ErrorResponse response) {
        ErrorEnvelope body = ErrorEnvelope.parse(response.body());

        assertEquals(response.envelope(), body);
        assertEquals("req-1", body.requestId());
        assertEquals("req-1", response.headers().get("X-Request-Id"));
        assertEquals(body.error().code(), response.headers().get("X-Error-Code"));
        return response.status() + " " + body.error().code();
    }

    /** {@return status, headers and body} */
    private static String text(ErrorResponse response) {
        String headers = response.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                .collect(joining());
        return response.status() + "\n" + headers + "\n" + new String(response.body(), UTF_8);
    }

    private static final String PROCESSING_ERROR = text(500, "PROCESSING_ERROR", "Server processing error");

    /** {@return the text of a response that has nothing but this} */
    private static String text(int status, String code, String message) {
        return """
                %s
                Content-Type: application/json
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                X-Request-Id: req-1
                X-Error-Code: %s

                {"error":{"code":"%s","message":"%s"},"request_id":"req-1"}""".formatted(status, code, code, message);
    }

    private static RemoteApiException remote(int status) {
        return RemoteError.of(status, Map.of(), new byte[0]).toException();
    }

    /** Throws anything, where an expression is needed. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> ApiException raise(Throwable exception) throws X {
        throw (X) exception;
    }

    // ---- which mapping

    @Test
    void prefersTheMostSpecificMappingAndTheLastOfAClass() {
        ErrorMapper wideFirst = quiet().map(Exception.class, ErrorCode.INVALID_REQUEST)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(OrderDeleted.class, ErrorType.ofStatus(410))
                .build();
        ErrorMapper narrowFirst = quiet().map(OrderDeleted.class, ErrorType.ofStatus(410))
                .map(OrderNotFound.class, ErrorCode.SERVICE_UNAVAILABLE)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(Exception.class, ErrorCode.INVALID_REQUEST)
                .build();

        for (ErrorMapper errors : List.of(wideFirst, narrowFirst)) {
            assertResponds("410 INVALID_REQUEST", errors, new DeletedLongAgo(), new OrderDeleted());
            assertResponds("404 RESOURCE_NOT_FOUND", errors, new OrderNotFound());
            assertResponds("400 INVALID_REQUEST", errors, new IllegalStateException());
            assertResponds("500 PROCESSING_ERROR", errors, new AssertionError());
        }
    }

    @Test
    void mapsEvenRemoteApiExceptions() {
        Function<RemoteApiException, ApiException> mapping = x -> new ApiException(
                ErrorType.ofStatus(502), "The bank said " + x.remoteError().status());
        ErrorMapper errors = quiet().map(RemoteApiException.class, mapping).build();

        assertResponds("502 PROCESSING_ERROR", errors, remote(404));
        ApiError sent = notified.get(0).response().envelope().error();
        assertEquals("The bank said 404", sent.message());
    }

    @Test
    void respondsWithAnApiExceptionUnlessItsClassIsMapped() {
        ErrorMapper wide = mapping(Throwable.class, ErrorCode.INVALID_REQUEST);
        ErrorMapper subclass = mapping(OutOfStock.class, ErrorType.ofStatus(410));
        ErrorMapper all = mapping(ApiException.class, ErrorCode.SERVICE_UNAVAILABLE);
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK);

        assertResponds("409 OUT_OF_STOCK", wide, exception, new OutOfStock());
        assertResponds("500 PROCESSING_ERROR", wide, remote(404)); // the mapper's own mapping is narrower
        assertResponds("400 INVALID_REQUEST", wide, new Error());
        assertResponds("409 OUT_OF_STOCK", subclass, exception);
        assertResponds("410 INVALID_REQUEST", subclass, new OutOfStock());
        assertResponds("503 SERVICE_UNAVAILABLE", all, exception, new OutOfStock());
    }

    @Test
    void isNotChangedByItsBuilderLaterOn() {
        ErrorMapper.Builder builder = quiet().challenge("Basic");
        ErrorMapper errors = builder.build();
        builder.map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .challenge("Bearer")
                .onFailure((response, exception) -> {});

        assertResponds("500 PROCESSING_ERROR", errors, new OrderNotFound());
        ErrorResponse unauthorized = errors.respond(new ApiException(ErrorCode.INVALID_API_KEY, "m"), "r");
        assertEquals("Basic", unauthorized.headers().get("WWW-Authenticate"));
    }

    @Test
    void refusesNull() {
        ErrorMapper.Builder builder = ErrorMapper.builder();
        Function<OrderNotFound, ApiException> noMapping = null;
        ErrorType noType = null;

        assertThrows(NullPointerException.class, () -> builder.map(null, ErrorCode.INVALID_REQUEST));
        assertThrows(NullPointerException.class, () -> builder.map(OrderNotFound.class, noType));
        assertThrows(NullPointerException.class, () -> builder.map(OrderNotFound.class, noMapping));
        assertThrows(NullPointerException.class, () -> builder.onFailure(null));
        assertThrows(NullPointerException.class, () -> builder.challenge(null));
        assertThrows(NullPointerException.class, () -> builder.unwrap(null));
    }

    // ---- causes and wrappers

    @Test
    void looksAtAnyOtherCauseOnlyIfAMappingDoesOrItIsUnwrapped() {
        Function<Exception, ApiException> curious = x -> new ApiException(
                x.getCause() instanceof OrderNotFound ? ErrorCode.INVALID_REQUEST : ErrorCode.PROCESSING_ERROR);
        ErrorMapper mapping = quiet().map(Exception.class, curious).build();
        ErrorMapper unwrapping = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .unwrap(IllegalStateException.class)
                .build();
        Throwable exception = new IllegalStateException(new OrderNotFound());

        assertResponds("500 PROCESSING_ERROR", orders, exception);
        assertResponds("400 INVALID_REQUEST", mapping, exception);
        assertResponds("404 RESOURCE_NOT_FOUND", unwrapping, exception);
    }

    @Test
    void findsWhatIsWrapped() {
        OrderNotFound cause = new OrderNotFound();

        assertResponds(
                "404 RESOURCE_NOT_FOUND",
                orders,
                new ExecutionException(cause),
                new CompletionException(cause),
                new InvocationTargetException(cause),
                new UndeclaredThrowableException(cause),
                new UndeclaredThrowableException(new ExecutionException(cause)),
                new ExecutionException(new CompletionException(new InvocationTargetException(cause))),
                new CompletionException(new CompletionException("twice", new CompletionException(cause))));
        assertResponds("410 INVALID_REQUEST", orders, new UncheckedIOException(new FileNotFoundException("f")));
        assertResponds("409 OUT_OF_STOCK", orders, new CompletionException(new OutOfStock()));
        assertResponds("503 SERVICE_UNAVAILABLE", orders, new ExecutionException(remote(429)));
    }

    @Test
    void hidesAnyOtherThrowable() {
        assertResponds(
                "500 PROCESSING_ERROR",
                orders,
                new ExecutionException("empty", null),
                new CompletionException("empty", null),
                new InvocationTargetException(null),
                new CompletionException(new ExecutionException("empty", null)),
                new UncheckedIOException(new IOException("f")),
                new UncheckedIOException(new FileNotFoundException("f")) {}, // a subclass is no wrapper
                new IllegalStateException(remote(429)),
                new StackOverflowError(),
                new OutOfMemoryError(),
                new LinkageError(),
                new Throwable());
        assertEquals("500 PROCESSING_ERROR", statusAndCode(orders.respond(null, "req-1")));
        assertInstanceOf(NullPointerException.class, notified.get(1).exception());
    }

    @Test
    void unwrapsAWrapperUnlessItsVeryClassIsMapped() {
        ErrorMapper errors = quiet().map(CompletionException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .map(RuntimeException.class, ErrorCode.INVALID_REQUEST)
                .map(IOException.class, ErrorCode.RESOURCE_NOT_FOUND)
                .build();
        CompletionException mapped = new CompletionException(new IOException());

        assertResponds("503 SERVICE_UNAVAILABLE", errors, mapped, new ExecutionException(mapped));
        assertResponds("404 RESOURCE_NOT_FOUND", errors, new UncheckedIOException(new IOException()));
        assertResponds("400 INVALID_REQUEST", errors, new UndeclaredThrowableException(null));
    }

    @Test
    void respondsWithTheFirstApiExceptionAmongTheCauses() {
        ApiException cause = new ApiException(ErrorCode.INVALID_REQUEST, "m");
        Throwable deep = cause;
        for (int i = 0; i < 101; i++) {
            deep = new Exception(deep);
        }

        assertResponds(
                "400 INVALID_REQUEST",
                orders,
                new IllegalStateException(cause),
                new Exception(new Error(new IllegalStateException(cause))),
                deep.getCause(),
                new ApiException(ErrorCode.INVALID_REQUEST, "m", new OrderNotFound()),
                new ApiException(ErrorCode.INVALID_REQUEST, "m", remote(429)));
        assertResponds("500 PROCESSING_ERROR", orders, deep);
        assertResponds("404 RESOURCE_NOT_FOUND", orders, new OrderNotFound().initCause(cause));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void comesToAnEndWithCausesInACircle() throws Exception {
        Throwable open = new Throwable();
        CompletionException outer = new CompletionException(new ExecutionException(open));
        CompletionException wrappers = JavaSerialization.copyOf(outer, open, outer);
        assertSame(wrappers, wrappers.getCause().getCause());
        FileNotFoundException cause = new FileNotFoundException("f");
        UncheckedIOException wrapper = new UncheckedIOException(cause);
        cause.initCause(wrapper);

        try (CapturedLog log = CapturedLog.start()) {
            assertResponds("500 PROCESSING_ERROR", orders, wrappers);
            assertResponds("410 INVALID_REQUEST", orders, wrapper);
            assertEquals(List.of(), log.entries()); // nothing was thrown meanwhile
        }
    }

    // ---- exceptions that mappings, the hook and the log throw

    @Test
    void revealsNothingOfWhatAMappingThrowsAndLogsIt() throws Exception {
        ApiException misplaced = new ApiException(ErrorCode.INVALID_REQUEST, "thrown, not returned").detail("a", 1);
        OrderNotFound exception = new OrderNotFound();
        for (Throwable thrown : List.of(new IllegalStateException("mapping"), new Error("mapping"), misplaced)) {
            ErrorMapper errors =
                    quiet().map(OrderNotFound.class, x -> raise(thrown)).build();

            try (CapturedLog log = CapturedLog.start()) {
                assertResponds("500 PROCESSING_ERROR", errors, new CompletionException(exception));
                assertEquals(PROCESSING_ERROR, text(notified.get(0).response()));
                String line = "req-1 500 PROCESSING_ERROR: Server processing error";
                assertEquals(new CapturedLog.Entry("SEVERE", line, thrown), log.entry());
            }
        }
        assertEquals(0, exception.getSuppressed().length); // it may be one that is thrown again and again
    }

    @Test
    void respondsIfAMappingThrowsTheExceptionItselfOrReturnsNull() {
        ErrorMapper errors = quiet().map(OrderNotFound.class, x -> raise(x))
                .map(OrderDeleted.class, x -> null)
                .build();

        assertResponds("500 PROCESSING_ERROR", errors, new OrderNotFound(), new OrderDeleted());
        assertEquals(PROCESSING_ERROR, text(notified.get(0).response()));
    }

    @Test
    void respondsAndLogsBothExceptionsIfTheHookThrows() throws Exception {
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST, "Not like that");
        String line = "req-1 400 INVALID_REQUEST: Not like that";
        for (Throwable hookException :
                List.of(new IllegalStateException("hook"), new AssertionError("hook"), exception)) {
            ErrorMapper errors = ErrorMapper.builder()
                    .onFailure((response, thrown) -> {
                        notified.add(new Notification(response, thrown));
                        raise(hookException);
                    })
                    .build();

            try (CapturedLog log = CapturedLog.start()) {
                assertResponds("400 INVALID_REQUEST", errors, exception);
                Stream<Throwable> expected = Stream.of(exception, hookException).distinct();
                assertEquals(
                        expected.map(x -> new CapturedLog.Entry("SEVERE", line, x))
                                .toList(),
                        log.entries());
            }
        }
    }

    @Test
    void respondsIfMappingHookAndLogAllThrow() throws Exception {
        OrderNotFound exception = new OrderNotFound();
        Throwable ofMapping = new IllegalStateException(SECRET, exception);
        Throwable ofHook = new IllegalStateException(SECRET, exception);
        ErrorMapper errors = ErrorMapper.builder()
                .map(OrderNotFound.class, x -> raise(ofMapping))
                .onFailure((response, thrown) -> raise(ofHook))
                .build();

        try (CapturedLog log = CapturedLog.failing(new LinkageError("log"))) {
            assertEquals(PROCESSING_ERROR, text(errors.respond(exception, "req-1")));
            assertEquals(List.of(ofMapping, exception, ofHook), log.thrown());
        }
        try (CapturedLog log = CapturedLog.failing(new LinkageError("log"))) {
            assertEquals(PROCESSING_ERROR, text(ErrorMapper.builder().build().respond(exception, "req-1")));
            assertSame(exception, log.thrown().get(0));
        }
    }

    // ---- headers and body

    @Test
    void sendsWhatAnApiExceptionSays() {
        ApiException unauthorized = new ApiException(ErrorCode.INVALID_API_KEY, "Who are you?");
        String withoutDetails = text(409, "OUT_OF_STOCK", "Only 2 left");
        String withoutFields = text(401, "INVALID_API_KEY", "Who are you?");

        assertEquals(
                withoutDetails.replace("left\"}", "left\",\"details\":{\"left\":2}}"),
                text(orders.respond(new OutOfStock(), "req-1")));
        assertEquals(
                withoutFields.replace("\n\n", "\nWWW-Authenticate: Bearer\nRetry-After: 30\n\n"),
                text(orders.respond(unauthorized.retryAfter(Duration.ofSeconds(30)), "req-1")));
    }

    @Test
    void hasTheChallengeThatWasSetOnEvery401AndOnNoOtherStatus() {
        ErrorMapper errors = quiet().challenge("Bearer realm=\"konpro\", Basic").build();

        for (int status = 400; status <= 599; status++) {
            ErrorResponse response = errors.respond(new ApiException(ErrorType.ofStatus(status), "m"), "r");
            assertEquals(
                    status == 401 ? "Bearer realm=\"konpro\", Basic" : null,
                    response.headers().get("WWW-Authenticate"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", " Bearer", "Bearer\r\nSet-Cookie: a=b", "Bearer\n",
                "Bearer\u0000", "Bearer\u007F", "Bearer\trealm", "Bearer realm=\"Zürich\"", "Bearer\u2028",
                "Bearer\uD83D\uDE00", "Bearer\u010D\u010ASet-Cookie: a=b", // CR LF once narrowed to bytes
            })
    void refusesAChallengeThatIsNotPrintableAscii(String challenge) {
        ErrorMapper.Builder builder = ErrorMapper.builder();
        Exception e = assertThrows(IllegalArgumentException.class, () -> builder.challenge(challenge));

        assertEquals("Expected printable ASCII without a leading space in header WWW-Authenticate", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PT-5S,                            0
            PT0S,                             0
            PT0.000000001S,                   1
            PT0.999S,                         1
            PT1S,                             1
            PT1.000000001S,                   2
            PT59.999S,                        60
            PT24H,                            86400
            PT9223372036854775807S,           9223372036854775807
            PT9223372036854775807.999999999S, 9223372036854775808
            """)
    void roundsADelayUpToWholeSeconds(Duration delay, String seconds) {
        ApiException exception = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "m").retryAfter(delay);

        assertEquals(seconds, orders.respond(exception, "r").headers().get("Retry-After"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "req 1",
                "req-1\r\nSet-Cookie: a=b",
                "req-1\n",
                "\u001B[2J",
                "<script>",
                "r\u00E9q",
                "req-\u010D\u010A",
                "../../etc/passwd",
                "${jndi:ldap://x}",
            })
    void replacesAnAbsentOrHostileRequestIdByTheSameNewOneInHeaderAndBody(String hostile) {
        ErrorResponse response = orders.respond(new IllegalStateException(), hostile);
        ErrorResponse other = orders.respond(new IllegalStateException(), hostile);
        String id = response.headers().get("X-Request-Id");

        assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        assertEquals(id, ErrorEnvelope.parse(response.body()).requestId());
        assertNotEquals(id, other.envelope().requestId());
    }

    // ---- nothing of an unmapped exception is in a response

    private static final String SECRET = "swordfish";

    private static final class SwordfishException extends RuntimeException {}

    static Stream<Throwable> exceptionsWithASecret() {
        Throwable suppressing = new IllegalStateException();
        suppressing.addSuppressed(new IllegalArgumentException(SECRET));
        Throwable traced = new IllegalStateException();
        traced.setStackTrace(new StackTraceElement[] {new StackTraceElement(SECRET, SECRET, SECRET + ".java", 1)});
        return Stream.of(
                new IllegalStateException(SECRET),
                new IllegalStateException("harmless", new IllegalArgumentException(SECRET)),
                new SwordfishException(),
                new IllegalStateException(SECRET, new SwordfishException()),
                suppressing,
                traced,
                new AssertionError(SECRET),
                new CompletionException(SECRET, new IllegalStateException(SECRET)),
                new InvocationTargetException(new SwordfishException(), SECRET));
    }

    @ParameterizedTest
    @MethodSource("exceptionsWithASecret")
    void sendsNothingOfAnUnmappedException(Throwable exception) {
        assertEquals(PROCESSING_ERROR, text(orders.respond(exception, "req-1")));
        ErrorMapper mapped = mapping(Throwable.class, ErrorCode.INVALID_REQUEST);
        assertEquals(text(400, "INVALID_REQUEST", "The request is invalid"), text(mapped.respond(exception, "req-1")));
        ApiException wrapping = new ApiException(ErrorCode.INVALID_REQUEST, "Not like that", exception);
        wrapping.addSuppressed(exception);
        assertEquals(text(400, "INVALID_REQUEST", "Not like that"), text(orders.respond(wrapping, "req-1")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, INVALID_REQUEST,     500
            401, INVALID_API_KEY,     500
            404, RESOURCE_NOT_FOUND,  500
            409, SWORDFISH,           500
            429, RATE_LIMIT_EXCEEDED, 503
            429, SWORDFISH,           503
            500, PROCESSING_ERROR,    500
            500, SERVICE_UNAVAILABLE, 503
            502, SWORDFISH,           500
            503, SERVICE_UNAVAILABLE, 503
            200, SWORDFISH,           500
            """)
    void respondsToARemoteErrorWithOneOfTheServer(int remoteStatus, String remoteCode, int status) {
        Map<String, List<String>> headers = Map.of(
                "Retry-After", List.of("17"),
                "X-Request-Id", List.of(SECRET),
                "X-Error-Code", List.of("SWORDFISH"),
                "WWW-Authenticate", List.of("Swordfish realm=swordfish"),
                "Set-Cookie", List.of(SECRET));
        String body = """
                {"error":{"code":"%s","message":"swordfish","details":{"swordfish":"swordfish"}},"request_id":"swordfish"}""";
        RemoteApiException remote = RemoteError.of(
                        remoteStatus, headers, body.formatted(remoteCode).getBytes(UTF_8))
                .toException();
        String expected =
                status == 500 ? PROCESSING_ERROR : text(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable");

        for (Throwable exception :
                List.of(remote, new CompletionException(remote), new UndeclaredThrowableException(remote))) {
            assertEquals(expected, text(orders.respond(exception, "req-1")));
        }
    }
}
