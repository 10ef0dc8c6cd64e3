package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpStatusTest {

    /** The documented statuses: constant, code, reason phrase of RFC 9110 and RFC 6585, and description. */
    private static final String TABLE = """
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
    void isTheDocumentedTable() {
        assertEquals(
                TABLE,
                Arrays.stream(HttpStatus.values()).map(HttpStatusTest::row).collect(joining()));
    }

    private static String row(HttpStatus status) {
        Object[] columns = {status.name(), status.code(), status.reason(), status.description()};
        return String.format(Locale.ROOT, "%-21s %d %-21s %s\n", columns);
    }

    @Test
    void isFoundByItsCodeAndByNoOtherInt() {
        List<HttpStatus> found = IntStream.rangeClosed(-1, 1000)
                .mapToObj(HttpStatus::find)
                .flatMap(Optional::stream)
                .toList();

        assertEquals(List.of(HttpStatus.values()), found);
    }
}
