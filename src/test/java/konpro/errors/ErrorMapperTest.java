package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.CapturedLog;
import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.ShopError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("serial")
class ErrorMapperTest {

    private static class OrderNotFound extends RuntimeException {

        OrderNotFound() {}

        OrderNotFound(Throwable cause) {
            super(cause);
        }
    }

    private static class OrderDeleted extends OrderNotFound {}

    private static final class DeletedLongAgo extends OrderDeleted {}

    private record Notification(ErrorResponse response, Throwable exception) {}

    private final List<Notification> notified = new ArrayList<>();

    private ErrorMapper.Builder quiet() {
        return ErrorMapper.builder()
                .onFailure((response, exception) -> notified.add(new Notification(response, exception)));
    }

    /** Status and code of the respond, which is whole: one id, notified once to the hook with the exception itself. */
    private String respond(ErrorMapper errors, Throwable exception) {
        notified.clear();
        ErrorResponse response = errors.respond(exception, "req-1");

        assertEquals(1, notified.size());
        assertSame(response, notified.get(0).response());
        assertSame(exception, notified.get(0).exception());
        return statusAndCode(response, "req-1");
    }

    private static String statusAndCode(ErrorResponse response, String requestId) {
        ErrorEnvelope body = ErrorEnvelope.parse(response.body());

        assertEquals(response.envelope(), body);
        assertEquals(requestId, body.requestId());
        assertEquals(requestId, response.headers().get("X-Request-Id"));
        assertEquals(body.error().code(), response.headers().get("X-Error-Code"));
        return response.status() + " " + body.error().code();
    }

    // ---- which mapping

    @Test
    void saysWhatAnApiExceptionSays() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left").detail("left", 2);

        ErrorResponse response = quiet().build().respond(exception, "req-123456");

        assertEquals(409, response.status());
        assertEquals("""
                {"error":{"code":"OUT_OF_STOCK","message":"Only 2 left","details":{"left":2}},"request_id":"req-123456"}""", new String(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void prefersTheMostSpecificMappingWhateverTheOrder() {
        ErrorMapper wideFirst = quiet().map(Exception.class, ErrorCode.INVALID_REQUEST)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(OrderDeleted.class, ErrorType.ofStatus(410))
                .build();
        ErrorMapper narrowFirst = quiet().map(OrderDeleted.class, ErrorType.ofStatus(410))
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(Exception.class, ErrorCode.INVALID_REQUEST)
                .build();

        for (ErrorMapper errors : List.of(wideFirst, narrowFirst)) {
            assertEquals("410 INVALID_REQUEST", respond(errors, new DeletedLongAgo()));
            assertEquals("410 INVALID_REQUEST", respond(errors, new OrderDeleted()));
            assertEquals("404 RESOURCE_NOT_FOUND", respond(errors, new OrderNotFound()));
            assertEquals("400 INVALID_REQUEST", respond(errors, new IllegalStateException()));
            assertEquals("500 PROCESSING_ERROR", respond(errors, new AssertionError()));
        }
    }

    @Test
    void usesTheLastMappingOfAClass() {
        ErrorMapper errors = quiet().map(OrderNotFound.class, ErrorCode.INVALID_REQUEST)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .build();

        assertEquals("404 RESOURCE_NOT_FOUND", respond(errors, new OrderNotFound()));
    }

    @Test
    void keepsItsOwnTwoMappingsBelowAWiderOne() {
        ErrorMapper errors =
                quiet().map(Throwable.class, ErrorCode.INVALID_REQUEST).build();

        assertEquals("400 INVALID_REQUEST", respond(errors, new Error()));
        assertEquals("409 OUT_OF_STOCK", respond(errors, new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left")));
        assertEquals("500 PROCESSING_ERROR", respond(errors, theirs(404)));
    }

    @Test
    void letsEvenTheRemoteApiExceptionBeMapped() {
        ErrorMapper errors = quiet().map(
                        RemoteApiException.class,
                        x -> new ApiException(
                                ErrorType.ofStatus(502),
                                "The bank said " + x.remoteError().status()))
                .build();

        assertEquals("502 PROCESSING_ERROR", respond(errors, theirs(404)));
        assertEquals(
                "The bank said 404",
                notified.get(0).response().envelope().error().message());
    }

    private static final class OutOfStock extends ApiException {

        OutOfStock() {
            super(ShopError.OUT_OF_STOCK);
        }
    }

    @Test
    void respondsWithASubclassOfApiExceptionUnlessItIsMapped() {
        ErrorMapper wide =
                quiet().map(RuntimeException.class, ErrorCode.INVALID_REQUEST).build();
        ErrorMapper subclass =
                quiet().map(OutOfStock.class, ErrorType.ofStatus(410)).build();
        ErrorMapper all =
                quiet().map(ApiException.class, ErrorCode.SERVICE_UNAVAILABLE).build();

        assertEquals("409 OUT_OF_STOCK", respond(wide, new OutOfStock()));
        assertEquals("410 INVALID_REQUEST", respond(subclass, new OutOfStock()));
        assertEquals("409 OUT_OF_STOCK", respond(subclass, new ApiException(ShopError.OUT_OF_STOCK)));
        assertEquals("503 SERVICE_UNAVAILABLE", respond(all, new OutOfStock()));
    }

    @Test
    void isNotChangedByItsBuilderLaterOn() {
        ErrorMapper.Builder builder = quiet().challenge("Basic");
        ErrorMapper errors = builder.build();
        builder.map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .challenge("Bearer")
                .onFailure((response, exception) -> {});

        assertEquals("500 PROCESSING_ERROR", respond(errors, new OrderNotFound()));
        assertEquals(
                "Basic",
                errors.respond(new ApiException(ErrorCode.INVALID_API_KEY, "m"), "r")
                        .headers()
                        .get("WWW-Authenticate"));
    }

    @Test
    void refusesToMapToAnInvalidType() {
        ErrorMapper.Builder builder = ErrorMapper.builder();

        assertThrows(
                IllegalArgumentException.class,
                () -> builder.map(OrderNotFound.class, new CheckedType("not found", 404, "m")));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.map(OrderNotFound.class, new CheckedType("NOT_FOUND", 399, "m")));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.map(OrderNotFound.class, new CheckedType("NOT_FOUND", 600, "m")));
    }

    @Test
    void refusesWhatIsNull() {
        ErrorMapper.Builder builder = ErrorMapper.builder();

        assertThrows(NullPointerException.class, () -> builder.map(null, ErrorCode.INVALID_REQUEST));
        assertThrows(NullPointerException.class, () -> builder.map(OrderNotFound.class, (ErrorType) null));
        assertThrows(
                NullPointerException.class,
                () -> builder.map(OrderNotFound.class, (Function<OrderNotFound, ApiException>) null));
        assertThrows(NullPointerException.class, () -> builder.onFailure(null));
        assertThrows(NullPointerException.class, () -> builder.challenge(null));
        assertThrows(NullPointerException.class, () -> builder.unwrap(null));
    }

    // ---- causes and wrappers

    private final ErrorMapper orders = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(FileNotFoundException.class, ErrorType.ofStatus(410))
            .build();

    @Test
    void looksAtACauseOnlyWhereAMappingSaysSo() {
        ErrorMapper curious = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(
                        IllegalStateException.class,
                        x -> x.getCause() instanceof OrderNotFound
                                ? new ApiException(ErrorCode.INVALID_REQUEST, "No such order")
                                : new ApiException(ErrorCode.PROCESSING_ERROR, "Sorry"))
                .build();

        assertEquals("500 PROCESSING_ERROR", respond(orders, new IllegalStateException(new OrderNotFound())));
        assertEquals(
                "400 INVALID_REQUEST",
                respond(orders, new IllegalStateException(new ApiException(ErrorCode.INVALID_REQUEST, "m"))));
        assertEquals("400 INVALID_REQUEST", respond(curious, new IllegalStateException(new OrderNotFound())));
    }

    static Stream<Throwable> wrapped() {
        OrderNotFound cause = new OrderNotFound();
        return Stream.of(
                new ExecutionException(cause),
                new CompletionException(cause),
                new InvocationTargetException(cause),
                new UndeclaredThrowableException(cause),
                new ExecutionException(new CompletionException(new InvocationTargetException(cause))),
                new CompletionException(new CompletionException("twice", new CompletionException(cause))));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void findsWhatIsWrapped(Throwable wrapper) {
        assertEquals("404 RESOURCE_NOT_FOUND", respond(orders, wrapper));
    }

    @Test
    void findsTheIoExceptionInItsUncheckedWrapper() {
        assertEquals("410 INVALID_REQUEST", respond(orders, new UncheckedIOException(new FileNotFoundException("f"))));
        assertEquals("500 PROCESSING_ERROR", respond(orders, new UncheckedIOException(new IOException("f"))));
    }

    @Test
    void findsApiExceptionsAndRemoteErrorsInAWrapper() {
        ApiException ours = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left");

        assertEquals("409 OUT_OF_STOCK", respond(orders, new CompletionException(ours)));
        assertEquals("503 SERVICE_UNAVAILABLE", respond(orders, new ExecutionException(theirs(429))));
        assertEquals("500 PROCESSING_ERROR", respond(orders, new IllegalStateException(theirs(429))));
        assertEquals(
                "400 INVALID_REQUEST", respond(orders, new ApiException(ErrorCode.INVALID_REQUEST, "m", theirs(429))));
    }

    static Stream<Throwable> wrappersOfNothing() {
        return Stream.of(
                new ExecutionException("empty", null),
                new CompletionException("empty", null),
                new InvocationTargetException(null),
                new CompletionException(new ExecutionException("empty", null)));
    }

    @ParameterizedTest
    @MethodSource("wrappersOfNothing")
    void hidesAWrapperWithoutACause(Throwable wrapper) {
        assertEquals("500 PROCESSING_ERROR", respond(orders, wrapper));
    }

    @Test
    void leavesAWrapperWrappedThatHasAMappingOfItsOwn() {
        ErrorMapper errors = quiet().map(CompletionException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .build();

        assertEquals("503 SERVICE_UNAVAILABLE", respond(errors, new CompletionException(new OrderNotFound())));
        assertEquals(
                "503 SERVICE_UNAVAILABLE",
                respond(errors, new ExecutionException(new CompletionException(new OrderNotFound()))));
        assertEquals("404 RESOURCE_NOT_FOUND", respond(errors, new ExecutionException(new OrderNotFound())));
    }

    @Test
    void unwrapsUnderAMappingOfAClassAboveTheWrapper() {
        ErrorMapper errors = quiet().map(RuntimeException.class, ErrorCode.INVALID_REQUEST)
                .map(IOException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .build();

        assertEquals("503 SERVICE_UNAVAILABLE", respond(errors, new UncheckedIOException(new IOException())));
        assertEquals("400 INVALID_REQUEST", respond(errors, new CompletionException("empty", null)));
    }

    @Test
    void doesNotUnwrapASubclassOfAWrapper() {
        class StorageDown extends UncheckedIOException {
            StorageDown() {
                super(new FileNotFoundException("f"));
            }
        }

        assertEquals("500 PROCESSING_ERROR", respond(orders, new StorageDown()));
        assertEquals(
                "503 SERVICE_UNAVAILABLE",
                respond(
                        quiet().map(StorageDown.class, ErrorCode.SERVICE_UNAVAILABLE)
                                .build(),
                        new StorageDown()));
    }

    @Test
    void comesToAnEndWithWrappersInACircle() throws Exception {
        Throwable open = new Throwable();
        CompletionException outer = new CompletionException(new ExecutionException(open));
        CompletionException circle = JavaSerialization.copyOf(outer, open, outer);
        assertSame(circle, circle.getCause().getCause());

        try (CapturedLog log = CapturedLog.start()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> assertEquals("500 PROCESSING_ERROR", respond(orders, circle)));
            assertEquals(List.of(), log.entries()); // it has not failed over it
        }
    }

    @Test
    void comesToAnEndWithOtherCausesInACircle() {
        FileNotFoundException cause = new FileNotFoundException("f");
        UncheckedIOException wrapper = new UncheckedIOException(cause);
        cause.initCause(wrapper);

        assertEquals("410 INVALID_REQUEST", respond(orders, wrapper));

        Throwable first = new IllegalStateException();
        first.initCause(new IllegalStateException(first));
        assertEquals("500 PROCESSING_ERROR", respond(orders, first));
    }

    // ---- exceptions on the way

    static Stream<Function<OrderNotFound, ApiException>> failingMappings() {
        return Stream.of(
                exception -> null,
                exception -> {
                    throw new IllegalArgumentException("mapping");
                },
                exception -> {
                    throw new StackOverflowError("mapping");
                },
                exception -> {
                    throw new IllegalStateException("mapping", exception);
                },
                exception -> {
                    throw new ApiException(ErrorCode.INVALID_REQUEST, "thrown where it should have been given");
                });
    }

    // ---- ApiExceptions among the causes

    @Test
    void respondsWithTheFirstApiExceptionAmongTheCauses() {
        ApiException cause = new ApiException(ErrorCode.INVALID_REQUEST, "m");
        Throwable wrapped = new Exception(new Error(new IllegalStateException(cause)));
        Throwable deep = cause;
        for (int i = 0; i < 101; i++) {
            deep = new Exception(deep);
        }

        assertEquals("400 INVALID_REQUEST", respond(orders, wrapped));
        assertEquals("400 INVALID_REQUEST", respond(orders, deep.getCause()));
        assertEquals("500 PROCESSING_ERROR", respond(orders, deep));
        assertEquals("404 RESOURCE_NOT_FOUND", respond(orders, new OrderNotFound(cause)));
        assertEquals(
                "400 INVALID_REQUEST",
                respond(orders, new ApiException(ErrorCode.INVALID_REQUEST, "m", new OrderNotFound())));
    }

    @Test
    void looksIntoWrappersThatWereAdded() {
        ErrorMapper unwrapping = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .unwrap(IllegalStateException.class)
                .build();

        assertEquals("404 RESOURCE_NOT_FOUND", respond(unwrapping, new IllegalStateException(new OrderNotFound())));
        assertEquals(
                "404 RESOURCE_NOT_FOUND",
                respond(orders, new UndeclaredThrowableException(new ExecutionException(new OrderNotFound()))));
        assertEquals("500 PROCESSING_ERROR", respond(orders, new IllegalStateException(new OrderNotFound())));
    }

    @ParameterizedTest
    @MethodSource("failingMappings")
    void revealsNothingIfTheMappingThrows(Function<OrderNotFound, ApiException> mapping) {
        ErrorMapper errors = quiet().map(OrderNotFound.class, mapping).build();
        OrderNotFound exception = new OrderNotFound();

        assertEquals("500 PROCESSING_ERROR", respond(errors, exception));
        assertEquals(
                "Server processing error",
                notified.get(0).response().envelope().error().message());
        assertSame(exception, notified.get(0).exception());
    }

    @Test
    void logsTheExceptionOfAMapping() throws Exception {
        IllegalArgumentException mappingException = new IllegalArgumentException("mapping");
        OrderNotFound exception = new OrderNotFound();
        ErrorMapper errors = quiet().map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw mappingException;
                })
                .build();

        try (CapturedLog log = CapturedLog.start()) {
            respond(errors, new CompletionException(exception));

            assertSame(exception, notified.get(0).exception().getCause());
            assertEquals("SEVERE", log.entry().level());
            assertSame(mappingException, log.entry().thrown());
        }
        assertEquals(0, exception.getSuppressed().length); // it may be one that is thrown again and again
    }

    @Test
    void respondsIfAMappingThrowsTheExceptionItself() {
        ErrorMapper errors = quiet().map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw x;
                })
                .build();
        OrderNotFound exception = new OrderNotFound();

        assertEquals("500 PROCESSING_ERROR", respond(errors, exception));
        assertSame(exception, notified.get(0).exception());
    }

    @Test
    void respondsToAnExceptionWhoseGetCauseThrows() {
        class Sealed extends RuntimeException {
            @Override
            public synchronized Throwable getCause() {
                throw new UnsupportedOperationException("no cause");
            }
        }

        assertEquals("500 PROCESSING_ERROR", respond(orders, new Sealed()));
    }

    static Stream<Throwable> seriousThrowables() {
        return Stream.of(new StackOverflowError(), new OutOfMemoryError(), new LinkageError(), new Throwable());
    }

    @ParameterizedTest
    @MethodSource("seriousThrowables")
    void respondsToAnyThrowable(Throwable exception) {
        assertEquals("500 PROCESSING_ERROR", respond(orders, exception));
    }

    @Test
    void respondsToNull() {
        ErrorResponse response = orders.respond(null, "req-1");

        assertEquals("500 PROCESSING_ERROR", statusAndCode(response, "req-1"));
        assertInstanceOf(NullPointerException.class, notified.get(0).exception());
    }

    static Stream<Throwable> hookExceptions() {
        return Stream.of(new IllegalStateException("hook"), new AssertionError("hook"));
    }

    @ParameterizedTest
    @MethodSource("hookExceptions")
    void respondsAndLogsBothExceptionsIfTheHookThrows(Throwable hookException) throws Exception {
        List<Throwable> notified = new ArrayList<>();
        ErrorMapper errors = ErrorMapper.builder()
                .onFailure((response, exception) -> {
                    notified.add(exception);
                    ErrorMapperTest.<RuntimeException>raise(hookException);
                })
                .build();
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST, "Not like that");

        try (CapturedLog log = CapturedLog.start()) {
            assertEquals("400 INVALID_REQUEST", statusAndCode(errors.respond(exception, "req-1"), "req-1"));

            assertEquals(List.of(exception), notified);
            List<CapturedLog.Entry> entries = log.entries();
            assertEquals(
                    List.of(exception, hookException),
                    entries.stream().map(CapturedLog.Entry::thrown).toList());
            for (CapturedLog.Entry entry : entries) {
                assertEquals("SEVERE", entry.level());
                assertEquals("req-1 400 INVALID_REQUEST: Not like that", entry.message());
            }
        }
    }

    @Test
    void respondsIfTheHookThrowsTheExceptionItself() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .onFailure((response, exception) -> ErrorMapperTest.<RuntimeException>raise(exception))
                .build();
        OrderNotFound exception = new OrderNotFound();

        try (CapturedLog log = CapturedLog.start()) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(exception, "req-1"), "req-1"));
            assertSame(exception, log.entry().thrown());
        }
    }

    @Test
    void respondsIfMappingHookAndLogAllThrow() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw new IllegalStateException("mapping");
                })
                .onFailure((response, exception) -> {
                    throw new IllegalStateException("hook");
                })
                .build();
        OrderNotFound exception = new OrderNotFound();

        try (CapturedLog log = CapturedLog.failing(new LinkageError("log"))) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(exception, "req-1"), "req-1"));
            assertEquals(
                    List.of("mapping", exception.toString(), "hook"),
                    log.entries().stream()
                            .map(entry -> entry.thrown() == exception
                                    ? exception.toString()
                                    : entry.thrown().getMessage())
                            .toList());
        }
    }

    @Test
    void respondsIfTheDefaultLogThrows() throws Exception {
        ErrorMapper errors = ErrorMapper.builder().build();
        LinkageError logError = new LinkageError("log");
        OrderNotFound exception = new OrderNotFound();

        try (CapturedLog log = CapturedLog.failing(logError)) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(exception, "req-1"), "req-1"));
            assertSame(exception, log.entries().get(0).thrown());
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void raise(Throwable exception) throws X {
        throw (X) exception;
    }

    private static RemoteApiException theirs(int status) {
        return RemoteError.of(status, Map.of(), new byte[0]).toException();
    }
}
