package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.ShopError;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMapperHeadersTest {

    private static final ErrorMapper ERRORS =
            ErrorMapper.builder().onFailure((response, exception) -> {}).build();

    private static String headers(ErrorResponse response) {
        return response.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void standInTheirOrderWithTheirExactValues() {
        ErrorResponse response = ERRORS.respond(new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left"), "req-123456");

        assertEquals("""
                Content-Type: application/json
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                X-Request-Id: req-123456
                X-Error-Code: OUT_OF_STOCK
                """, headers(response));
    }

    @Test
    void haveAChallengeOn401AndADelayWhereThereIsOne() {
        ApiException exception =
                new ApiException(ErrorCode.INVALID_API_KEY, "Who are you?").retryAfter(Duration.ofSeconds(30));

        assertEquals("""
                Content-Type: application/json
                Cache-Control: no-store
                X-Content-Type-Options: nosniff
                X-Request-Id: req-123456
                X-Error-Code: INVALID_API_KEY
                WWW-Authenticate: Bearer
                Retry-After: 30
                """, headers(ERRORS.respond(exception, "req-123456")));
    }

    @Test
    void haveTheChallengeThatWasSetOnEvery401AndOnNoOtherStatus() {
        ErrorMapper errors = ErrorMapper.builder()
                .challenge("Bearer realm=\"konpro\", Basic")
                .onFailure((response, exception) -> {})
                .build();

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
                "",
                " ",
                " Bearer",
                "Bearer\r\nSet-Cookie: a=b",
                "Bearer\n",
                "Bearer\u0000",
                "Bearer\u007F",
                "Bearer\trealm",
                "Bearer realm=\"Zürich\"",
                "Bearer\u010D\u010ASet-Cookie: a=b", // CR LF once narrowed to bytes
                "Bearer\u2028",
                "Bearer\uD83D\uDE00"
            })
    void refuseAChallengeThatIsNotPrintableAscii(String challenge) {
        ErrorMapper.Builder builder = ErrorMapper.builder();

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> builder.challenge(challenge));

        assertEquals("Expected printable ASCII in header WWW-Authenticate", refused.getMessage());
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                Arguments.of(Duration.ofSeconds(-5), "0"),
                Arguments.of(Duration.ZERO, "0"),
                Arguments.of(Duration.ofNanos(1), "1"),
                Arguments.of(Duration.ofMillis(999), "1"),
                Arguments.of(Duration.ofSeconds(1), "1"),
                Arguments.of(Duration.ofSeconds(1, 1), "2"),
                Arguments.of(Duration.ofMillis(59_999), "60"),
                Arguments.of(Duration.ofDays(1), "86400"),
                Arguments.of(Duration.ofSeconds(Long.MAX_VALUE), "9223372036854775807"),
                Arguments.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), "9223372036854775808"));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void roundADelayUpToWholeSeconds(Duration delay, String seconds) {
        ApiException exception = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "m").retryAfter(delay);

        assertEquals(seconds, ERRORS.respond(exception, "r").headers().get("Retry-After"));
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
                "${jndi:ldap://x}"
            })
    void replaceAnAbsentOrHostileRequestIdByTheSameNewOneInHeaderAndBody(String hostile) {
        ErrorResponse response = ERRORS.respond(new IllegalStateException(), hostile);
        String id = response.headers().get("X-Request-Id");

        assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        assertEquals(id, ErrorEnvelope.parse(response.body()).requestId());
        assertNotEquals(
                id,
                ERRORS.respond(new IllegalStateException(), hostile).envelope().requestId());
    }
}
