package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "400, The request is invalid",
        "402, Payment Required",
        "405, Method Not Allowed",
        "409, Conflict",
        "413, Content Too Large",
        "415, Unsupported Media Type",
        "418, The request is invalid",
        "422, Unprocessable Content",
        "431, Request Header Fields Too Large",
        "451, Unavailable For Legal Reasons",
        "499, The request is invalid",
        "500, Server processing error",
        "502, Bad Gateway",
        "504, Gateway Timeout",
        "599, Server processing error"
    })
    void hasTheReasonPhraseAsItsMessage(int status, String message) {
        assertEquals(message, ErrorType.ofStatus(status).message());
        assertEquals(
                message, new ApiException(ErrorType.ofStatus(status)).error().message());
    }

    private record Type(String code, int status, String message) implements ErrorType {}

    static Stream<ErrorType> invalidTypes() {
        return Stream.of(
                new Type("CODE", 399, "m"),
                new Type("CODE", 600, "m"),
                new Type("CODE X", 400, "m"),
                new Type("CODE\r\nX: y", 400, "m"),
                new Type("CÖDE", 400, "m"),
                new Type("", 400, "m"),
                new Type(null, 400, "m"),
                new Type("CODE", 400, null),
                new Type("C".repeat(101), 400, "m"));
    }

    @ParameterizedTest
    @MethodSource("invalidTypes")
    void isRefusedWhereverItIsMadeUseOf(ErrorType type) {
        ErrorMapper.Builder builder = ErrorMapper.builder();

        assertThrows(IllegalArgumentException.class, () -> new ApiException(type, "m"));
        assertThrows(IllegalArgumentException.class, () -> ApiError.of(type, "m"));
        assertThrows(IllegalArgumentException.class, () -> builder.map(IllegalStateException.class, type));
    }
}
