package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTypeOfStatusTest {

    private static final Map<Integer, ErrorCode> DOCUMENTED = Map.of(
            400, ErrorCode.INVALID_REQUEST,
            401, ErrorCode.INVALID_API_KEY,
            403, ErrorCode.INSUFFICIENT_PERMISSIONS,
            404, ErrorCode.RESOURCE_NOT_FOUND,
            429, ErrorCode.RATE_LIMIT_EXCEEDED,
            500, ErrorCode.PROCESSING_ERROR,
            503, ErrorCode.SERVICE_UNAVAILABLE);

    static IntStream errorStatuses() {
        return IntStream.rangeClosed(400, 599);
    }

    @ParameterizedTest
    @MethodSource("errorStatuses")
    void keepsTheStatusWithTheDocumentedCodeForIt(int status) {
        ErrorType type = ErrorType.ofStatus(status);

        ErrorCode ofItsClass = status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.PROCESSING_ERROR;
        ErrorCode code = DOCUMENTED.getOrDefault(status, ofItsClass);
        assertEquals(status, type.status());
        assertEquals(code.name(), type.code());
        assertEquals(code.message(), type.message());
        assertEquals(status == 429 || status == 503, type.retryable());
        assertEquals(code.name(), new ApiException(type, "m").error().code());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"VALIDATION_ERROR"},
            mode = EnumSource.Mode.EXCLUDE)
    void isTheDocumentedConstantWhereThereIsOne(ErrorCode code) {
        assertSame(code, ErrorType.ofStatus(code.status()));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -400, 0, 100, 200, 304, 399, 600, 999, Integer.MAX_VALUE})
    void refusesAStatusThatIsNoError(int status) {
        assertThrows(IllegalArgumentException.class, () -> ErrorType.ofStatus(status));
    }

    static Stream<ErrorType> typesThatCannotBeAnswered() {
        return Stream.of(
                new ErrorTypes.Plain("CODE", 399, "m", false),
                new ErrorTypes.Plain("CODE", 600, "m", false),
                new ErrorTypes.Plain("code", 400, "m", false),
                new ErrorTypes.Plain("CODE\r\nX: y", 400, "m", false),
                new ErrorTypes.Plain("", 400, "m", false),
                new ErrorTypes.Plain(null, 400, "m", false),
                new ErrorTypes.Plain("C".repeat(101), 400, "m", false));
    }

    @ParameterizedTest
    @MethodSource("typesThatCannotBeAnswered")
    void isRefusedWhereverItIsMadeUseOf(ErrorType type) {
        ErrorMapper.Builder builder = ErrorMapper.builder();

        assertThrows(IllegalArgumentException.class, () -> new ApiException(type, "m"));
        assertThrows(IllegalArgumentException.class, () -> ApiError.of(type, "m"));
        assertThrows(IllegalArgumentException.class, () -> builder.map(IllegalStateException.class, type));
    }
}
