package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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

    private record Told(ErrorResponse response, Throwable failure) {}

    private final List<Told> told = new ArrayList<>();

    private ErrorMapper.Builder quiet() {
        return ErrorMapper.builder().onFailure((response, failure) -> told.add(new Told(response, failure)));
    }

    /** Status and code of the answer, which is whole: one id, told once to the hook with the failure itself. */
    private String answer(ErrorMapper errors, Throwable failure) {
        told.clear();
        ErrorResponse response = errors.respond(failure, "req-1");

        assertEquals(1, told.size());
        assertSame(response, told.get(0).response());
        assertSame(failure, told.get(0).failure());
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
        ApiException failure = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left").detail("left", 2);

        ErrorResponse response = quiet().build().respond(failure, "req-123456");

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
            assertEquals("410 INVALID_REQUEST", answer(errors, new DeletedLongAgo()));
            assertEquals("410 INVALID_REQUEST", answer(errors, new OrderDeleted()));
            assertEquals("404 RESOURCE_NOT_FOUND", answer(errors, new OrderNotFound()));
            assertEquals("400 INVALID_REQUEST", answer(errors, new IllegalStateException()));
            assertEquals("500 PROCESSING_ERROR", answer(errors, new AssertionError()));
        }
    }

    @Test
    void usesTheLastMappingOfAClass() {
        ErrorMapper errors = quiet().map(OrderNotFound.class, ErrorCode.INVALID_REQUEST)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .build();

        assertEquals("404 RESOURCE_NOT_FOUND", answer(errors, new OrderNotFound()));
    }

    @Test
    void keepsItsOwnTwoMappingsBelowAWiderOne() {
        ErrorMapper errors =
                quiet().map(Throwable.class, ErrorCode.INVALID_REQUEST).build();

        assertEquals("400 INVALID_REQUEST", answer(errors, new Error()));
        assertEquals("409 OUT_OF_STOCK", answer(errors, new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left")));
        assertEquals("500 PROCESSING_ERROR", answer(errors, theirs(404)));
    }

    @Test
    void letsEvenTheRemoteApiExceptionBeMapped() {
        ErrorMapper errors = quiet().map(
                        RemoteApiException.class,
                        x -> new ApiException(
                                ErrorType.ofStatus(502),
                                "The bank said " + x.remoteError().status()))
                .build();

        assertEquals("502 PROCESSING_ERROR", answer(errors, theirs(404)));
        assertEquals(
                "The bank said 404", told.get(0).response().envelope().error().message());
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

        assertEquals("409 OUT_OF_STOCK", answer(wide, new OutOfStock()));
        assertEquals("410 INVALID_REQUEST", answer(subclass, new OutOfStock()));
        assertEquals("409 OUT_OF_STOCK", answer(subclass, new ApiException(ShopError.OUT_OF_STOCK)));
        assertEquals("503 SERVICE_UNAVAILABLE", answer(all, new OutOfStock()));
    }

    @Test
    void isNotChangedByItsBuilderLaterOn() {
        ErrorMapper.Builder builder = quiet().challenge("Basic");
        ErrorMapper errors = builder.build();
        builder.map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .challenge("Bearer")
                .onFailure((response, failure) -> {});

        assertEquals("500 PROCESSING_ERROR", answer(errors, new OrderNotFound()));
        assertEquals(
                "Basic",
                errors.respond(new ApiException(ErrorCode.INVALID_API_KEY, "m"), "r")
                        .headers()
                        .get("WWW-Authenticate"));
    }

    @Test
    void refusesToMapToATypeThatCannotBeAnswered() {
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

        assertEquals("500 PROCESSING_ERROR", answer(orders, new IllegalStateException(new OrderNotFound())));
        assertEquals(
                "400 INVALID_REQUEST",
                answer(orders, new IllegalStateException(new ApiException(ErrorCode.INVALID_REQUEST, "m"))));
        assertEquals("400 INVALID_REQUEST", answer(curious, new IllegalStateException(new OrderNotFound())));
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
        assertEquals("404 RESOURCE_NOT_FOUND", answer(orders, wrapper));
    }

    @Test
    void findsTheIoExceptionInItsUncheckedWrapper() {
        assertEquals("410 INVALID_REQUEST", answer(orders, new UncheckedIOException(new FileNotFoundException("f"))));
        assertEquals("500 PROCESSING_ERROR", answer(orders, new UncheckedIOException(new IOException("f"))));
    }

    @Test
    void findsOursAndTheirsInAWrapper() {
        ApiException ours = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left");

        assertEquals("409 OUT_OF_STOCK", answer(orders, new CompletionException(ours)));
        assertEquals("503 SERVICE_UNAVAILABLE", answer(orders, new ExecutionException(theirs(429))));
        assertEquals("500 PROCESSING_ERROR", answer(orders, new IllegalStateException(theirs(429))));
        assertEquals(
                "400 INVALID_REQUEST", answer(orders, new ApiException(ErrorCode.INVALID_REQUEST, "m", theirs(429))));
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
        assertEquals("500 PROCESSING_ERROR", answer(orders, wrapper));
    }

    @Test
    void leavesAWrapperWrappedThatHasAMappingOfItsOwn() {
        ErrorMapper errors = quiet().map(CompletionException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .build();

        assertEquals("503 SERVICE_UNAVAILABLE", answer(errors, new CompletionException(new OrderNotFound())));
        assertEquals(
                "503 SERVICE_UNAVAILABLE",
                answer(errors, new ExecutionException(new CompletionException(new OrderNotFound()))));
        assertEquals("404 RESOURCE_NOT_FOUND", answer(errors, new ExecutionException(new OrderNotFound())));
    }

    @Test
    void unwrapsUnderAMappingOfAClassAboveTheWrapper() {
        ErrorMapper errors = quiet().map(RuntimeException.class, ErrorCode.INVALID_REQUEST)
                .map(IOException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .build();

        assertEquals("503 SERVICE_UNAVAILABLE", answer(errors, new UncheckedIOException(new IOException())));
        assertEquals("400 INVALID_REQUEST", answer(errors, new CompletionException("empty", null)));
    }

    @Test
    void takesASubclassOfAWrapperForAFailureOfItsOwn() {
        class StorageDown extends UncheckedIOException {
            StorageDown() {
                super(new FileNotFoundException("f"));
            }
        }

        assertEquals("500 PROCESSING_ERROR", answer(orders, new StorageDown()));
        assertEquals(
                "503 SERVICE_UNAVAILABLE",
                answer(
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
                    Duration.ofSeconds(60), () -> assertEquals("500 PROCESSING_ERROR", answer(orders, circle)));
            assertEquals(List.of(), log.entries()); // it has not failed over it
        }
    }

    @Test
    void comesToAnEndWithOtherCausesInACircle() {
        FileNotFoundException cause = new FileNotFoundException("f");
        UncheckedIOException wrapper = new UncheckedIOException(cause);
        cause.initCause(wrapper);

        assertEquals("410 INVALID_REQUEST", answer(orders, wrapper));

        Throwable first = new IllegalStateException();
        first.initCause(new IllegalStateException(first));
        assertEquals("500 PROCESSING_ERROR", answer(orders, first));
    }

    // ---- failures on the way

    static Stream<Function<OrderNotFound, ApiException>> failingMappings() {
        return Stream.of(
                failure -> null,
                failure -> {
                    throw new IllegalArgumentException("mapping");
                },
                failure -> {
                    throw new StackOverflowError("mapping");
                },
                failure -> {
                    throw new IllegalStateException("mapping", failure);
                },
                failure -> {
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

        assertEquals("400 INVALID_REQUEST", answer(orders, wrapped));
        assertEquals("400 INVALID_REQUEST", answer(orders, deep.getCause()));
        assertEquals("500 PROCESSING_ERROR", answer(orders, deep));
        assertEquals("404 RESOURCE_NOT_FOUND", answer(orders, new OrderNotFound(cause)));
        assertEquals(
                "400 INVALID_REQUEST",
                answer(orders, new ApiException(ErrorCode.INVALID_REQUEST, "m", new OrderNotFound())));
    }

    @Test
    void looksIntoWrappersThatWereAdded() {
        ErrorMapper unwrapping = quiet().map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .unwrap(IllegalStateException.class)
                .build();

        assertEquals("404 RESOURCE_NOT_FOUND", answer(unwrapping, new IllegalStateException(new OrderNotFound())));
        assertEquals(
                "404 RESOURCE_NOT_FOUND",
                answer(orders, new UndeclaredThrowableException(new ExecutionException(new OrderNotFound()))));
        assertEquals("500 PROCESSING_ERROR", answer(orders, new IllegalStateException(new OrderNotFound())));
    }

    @ParameterizedTest
    @MethodSource("failingMappings")
    void hidesAFailureWhoseMappingFails(Function<OrderNotFound, ApiException> mapping) {
        ErrorMapper errors = quiet().map(OrderNotFound.class, mapping).build();
        OrderNotFound failure = new OrderNotFound();

        assertEquals("500 PROCESSING_ERROR", answer(errors, failure));
        assertEquals(
                "Server processing error",
                told.get(0).response().envelope().error().message());
        assertSame(failure, told.get(0).failure());
    }

    @Test
    void logsTheFailureOfAMapping() throws Exception {
        IllegalArgumentException mappingFailure = new IllegalArgumentException("mapping");
        OrderNotFound failure = new OrderNotFound();
        ErrorMapper errors = quiet().map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw mappingFailure;
                })
                .build();

        try (CapturedLog log = CapturedLog.start()) {
            answer(errors, new CompletionException(failure));

            assertSame(failure, told.get(0).failure().getCause());
            assertEquals("SEVERE", log.entry().level());
            assertSame(mappingFailure, log.entry().thrown());
        }
        assertEquals(0, failure.getSuppressed().length); // it may be one that is thrown again and again
    }

    @Test
    void survivesAMappingThatThrowsTheFailureItself() {
        ErrorMapper errors = quiet().map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw x;
                })
                .build();
        OrderNotFound failure = new OrderNotFound();

        assertEquals("500 PROCESSING_ERROR", answer(errors, failure));
        assertSame(failure, told.get(0).failure());
    }

    @Test
    void survivesAFailureThatFailsWhenAskedForItsCause() {
        class Sealed extends RuntimeException {
            @Override
            public synchronized Throwable getCause() {
                throw new UnsupportedOperationException("no cause");
            }
        }

        assertEquals("500 PROCESSING_ERROR", answer(orders, new Sealed()));
    }

    static Stream<Throwable> seriousFailures() {
        return Stream.of(new StackOverflowError(), new OutOfMemoryError(), new LinkageError(), new Throwable());
    }

    @ParameterizedTest
    @MethodSource("seriousFailures")
    void answersWhateverWasThrown(Throwable failure) {
        assertEquals("500 PROCESSING_ERROR", answer(orders, failure));
    }

    @Test
    void answersForAFailureThatIsNull() {
        ErrorResponse response = orders.respond(null, "req-1");

        assertEquals("500 PROCESSING_ERROR", statusAndCode(response, "req-1"));
        assertInstanceOf(NullPointerException.class, told.get(0).failure());
    }

    static Stream<Throwable> hookFailures() {
        return Stream.of(new IllegalStateException("hook"), new AssertionError("hook"));
    }

    @ParameterizedTest
    @MethodSource("hookFailures")
    void answersAndLogsBothFailuresWhenTheHookFails(Throwable hookFailure) throws Exception {
        List<Throwable> told = new ArrayList<>();
        ErrorMapper errors = ErrorMapper.builder()
                .onFailure((response, failure) -> {
                    told.add(failure);
                    ErrorMapperTest.<RuntimeException>raise(hookFailure);
                })
                .build();
        ApiException failure = new ApiException(ErrorCode.INVALID_REQUEST, "Not like that");

        try (CapturedLog log = CapturedLog.start()) {
            assertEquals("400 INVALID_REQUEST", statusAndCode(errors.respond(failure, "req-1"), "req-1"));

            assertEquals(List.of(failure), told);
            List<CapturedLog.Entry> entries = log.entries();
            assertEquals(
                    List.of(failure, hookFailure),
                    entries.stream().map(CapturedLog.Entry::thrown).toList());
            for (CapturedLog.Entry entry : entries) {
                assertEquals("SEVERE", entry.level());
                assertEquals("req-1 400 INVALID_REQUEST: Not like that", entry.message());
            }
        }
    }

    @Test
    void survivesAHookThatThrowsTheFailureItself() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .onFailure((response, failure) -> ErrorMapperTest.<RuntimeException>raise(failure))
                .build();
        OrderNotFound failure = new OrderNotFound();

        try (CapturedLog log = CapturedLog.start()) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(failure, "req-1"), "req-1"));
            assertSame(failure, log.entry().thrown());
        }
    }

    @Test
    void answersEvenWhenMappingHookAndLogAllFail() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(OrderNotFound.class, (OrderNotFound x) -> {
                    throw new IllegalStateException("mapping");
                })
                .onFailure((response, failure) -> {
                    throw new IllegalStateException("hook");
                })
                .build();
        OrderNotFound failure = new OrderNotFound();

        try (CapturedLog log = CapturedLog.failing(new LinkageError("log"))) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(failure, "req-1"), "req-1"));
            assertEquals(
                    List.of("mapping", failure.toString(), "hook"),
                    log.entries().stream()
                            .map(entry -> entry.thrown() == failure
                                    ? failure.toString()
                                    : entry.thrown().getMessage())
                            .toList());
        }
    }

    @Test
    void answersEvenWhenTheDefaultLogFails() throws Exception {
        ErrorMapper errors = ErrorMapper.builder().build();
        LinkageError logFailure = new LinkageError("log");
        OrderNotFound failure = new OrderNotFound();

        try (CapturedLog log = CapturedLog.failing(logFailure)) {
            assertEquals("500 PROCESSING_ERROR", statusAndCode(errors.respond(failure, "req-1"), "req-1"));
            assertSame(failure, log.entries().get(0).thrown());
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void raise(Throwable failure) throws X {
        throw (X) failure;
    }

    private static RemoteApiException theirs(int status) {
        return RemoteError.of(status, Map.of(), new byte[0]).toException();
    }
}
