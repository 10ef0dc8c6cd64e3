package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented codes and statuses. */
class ErrorCodeTest {

    /** The documented codes: constant, code, status, default message, and whether to try again. */
    private static final String CODES = """
            INVALID_REQUEST          INVALID_REQUEST          400 false The request is invalid
            VALIDATION_ERROR         VALIDATION_ERROR         400 false Request validation failed
            INVALID_API_KEY          INVALID_API_KEY          401 false API key is invalid or expired
            INSUFFICIENT_PERMISSIONS INSUFFICIENT_PERMISSIONS 403 false API key lacks required scopes
            RESOURCE_NOT_FOUND       RESOURCE_NOT_FOUND       404 false Requested resource doesn't exist
            RATE_LIMIT_EXCEEDED      RATE_LIMIT_EXCEEDED      429 true  Too many requests
            PROCESSING_ERROR         PROCESSING_ERROR         500 false Server processing error
            SERVICE_UNAVAILABLE      SERVICE_UNAVAILABLE      503 true  Service temporarily unavailable
            """;

    @Test
    void listsTheDocumentedCodes() {
        String table = "";
        for (ErrorCode code : ErrorCode.values()) {
            Object[] row = {code.name(), code.code(), code.status(), code.retryable(), code.message()};
            table += String.format(Locale.ROOT, "%-24s %-24s %d %-5b %s\n", row);
            assertEquals(Optional.of(code.httpStatus()), HttpStatus.find(code.status()));
            assertEquals(Optional.of(code), ErrorCode.find(code.code()));
        }
        assertEquals(CODES, table);
    }

    @ParameterizedTest
    @CsvSource({
        "  0,  399, PROCESSING_ERROR", "400, 400, INVALID_REQUEST", "401, 401, INVALID_API_KEY",
        "402, 402, INVALID_REQUEST", "403, 403, INSUFFICIENT_PERMISSIONS", "404, 404, RESOURCE_NOT_FOUND",
        "405, 428, INVALID_REQUEST", "429, 429, RATE_LIMIT_EXCEEDED", "430, 499, INVALID_REQUEST",
        "500, 502, PROCESSING_ERROR", "503, 503, SERVICE_UNAVAILABLE", "504, 1000, PROCESSING_ERROR",
    })
    void hasAFallbackForEachStatusAndClassOfStatuses(int from, int to, ErrorCode code) {
        IntStream.rangeClosed(from, to)
                .forEach(status -> assertEquals(code, ErrorCode.fallbackFor(status), () -> "for " + status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOT_DOCUMENTED", "invalid_request", " INVALID_REQUEST", "INVALID_REQUEST\0", "400"})
    void findsNoCodeByAnyOtherText(String text) {
        assertEquals(Optional.empty(), ErrorCode.find(text));
    }

    // ---- HttpStatus

    /** The documented statuses: constant, code, reason phrase of RFC 9110 and RFC 6585, and description. */
    private static final String STATUSES = """
            OK                    200 OK                    Success
            CREATED               201 Created               Created
            BAD_REQUEST           400 Bad Request           Bad Request - Invalid parameters
            UNAUTHORIZED          401 Unauthorized          Unauthorized - Invalid or missing API key
            FORBIDDEN             403 Forbidden             Forbidden - Insufficient permissions
            NOT_FOUND             404 Not Found             Not Found - Resource doesn't exist
            TOO_MANY_REQUESTS     429 Too Many Requests     Too Many Requests - Rate limit exceeded
            INTERNAL_SERVER_ERROR 500 Internal Server Error Internal Server Error
            SERVICE_UNAVAILABLE   503 Service Unavailable   Service Unavailable
            """;

    @Test
    void listsTheDocumentedStatuses() {
        String table = "";
        for (HttpStatus status : HttpStatus.values()) {
            Object[] row = {status.name(), status.code(), status.reason(), status.description()};
            table += String.format(Locale.ROOT, "%-21s %d %-21s %s\n", row);
        }
        assertEquals(STATUSES, table);
    }

    @Test
    void findsAStatusByItsCodeAndByNoOtherInt() {
        List<HttpStatus> found = IntStream.rangeClosed(-1, 1000)
                .mapToObj(HttpStatus::find)
                .flatMap(Optional::stream)
                .toList();

        assertEquals(List.of(HttpStatus.values()), found);
    }
}
