package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorResponseTest {

    private static final ErrorEnvelope ENVELOPE =
            ErrorEnvelope.of(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar", "req-1");

    private static ErrorResponse with(String name, String value) {
        return new ErrorResponse(404, Collections.singletonMap(name, value), ENVELOPE);
    }

    private static void assertRefused(String message, Map<String, String> headers, int status) {
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> new ErrorResponse(status, headers, ENVELOPE));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void isAValue() {
        assertEquals(with("A", "b"), with("A", "b"));
    }

    @Test
    void returnsANewBodyEachTime() {
        Arrays.fill(with("A", "b").body(), (byte) 'x');

        assertArrayEquals(ENVELOPE.toBytes(), with("A", "b").body());
    }

    @Test
    void copiesItsHeadersInTheirOrder() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", "req-1");
        headers.put("Content-Type", "application/json");
        headers.put("A", "b");
        ErrorResponse response = new ErrorResponse(404, headers, ENVELOPE);
        headers.put("Set-Cookie", "a=b");

        List<String> names = List.copyOf(response.headers().keySet());
        assertEquals(List.of("X-Request-Id", "Content-Type", "A"), names);
    }

    @Test
    void hasHeadersThatCannotBeChanged() {
        List<Consumer<Map<String, String>>> mutators = List.of(
                headers -> headers.put("C", "d"),
                headers -> headers.putAll(Map.of("A", "c")),
                headers -> headers.putIfAbsent("C", "d"),
                headers -> headers.remove("A"),
                headers -> headers.replace("A", "c"),
                headers -> headers.replaceAll((name, value) -> "c"),
                headers -> headers.compute("A", (name, value) -> null),
                headers -> headers.merge("A", "c", (value, more) -> more),
                Map::clear,
                headers -> headers.keySet().remove("A"),
                headers -> headers.values().removeIf(value -> true),
                headers -> headers.entrySet().clear(),
                headers -> headers.entrySet().iterator().next().setValue("c"),
                headers -> headers.keySet().removeIf(name -> true));
        Map<String, String> headers = with("A", "b").headers();

        for (Consumer<Map<String, String>> mutator : mutators) {
            assertThrows(UnsupportedOperationException.class, () -> mutator.accept(headers));
            assertEquals(Map.of("A", "b"), headers, () -> "after mutator " + mutators.indexOf(mutator));
        }
    }

    @Test
    void hasAnyErrorStatusAndNoOther() {
        assertEquals(400, new ErrorResponse(400, Map.of(), ENVELOPE).status());
        assertEquals(599, new ErrorResponse(599, Map.of(), ENVELOPE).status());
        for (int status : new int[] {Integer.MIN_VALUE, -1, 0, 200, 399, 600, Integer.MAX_VALUE}) {
            assertRefused("Expected an error status from 400 to 599 but found " + status, Map.of(), status);
        }
    }

    @Test
    void acceptsTokensAsHeaderNamesAndPrintableAsciiAsValues() {
        String ascii =
                IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(joining());
        String token = ascii.replaceAll("[ \"(),/:;<=>?@\\[\\\\\\]{}]", ""); // RFC 9110, section 5.6.2

        assertEquals(ascii, accepted(c -> with("A", "b" + c)));
        assertEquals(token, accepted(c -> with("X" + c, "b")));
        assertEquals(ascii, with("A", "b" + ascii).headers().get("A").substring(1));
        assertEquals(token, with(token, "b").headers().keySet().iterator().next());
    }

    private static String accepted(Function<String, ErrorResponse> use) {
        return IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(c -> isAccepted(use, c))
                .collect(joining());
    }

    private static boolean isAccepted(Function<String, ErrorResponse> use, String c) {
        try {
            return use.apply(c).headers().size() == 1;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void namesTheHeaderThatIsRefusedOnOneBoundedLine() {
        String hostile = "X\u001B\r\nY: " + "z".repeat(1_000);

        for (String value : List.of("", " ", " b", "b\r\nSet-Cookie: a=b", "\uD83D\uDE00")) {
            assertRefused("Expected printable ASCII without a leading space in header X", Map.of("X", value), 404);
        }
        assertRefused("Expected a token as the name of header ", Map.of("", "b"), 404);
        String expected = "Expected a token as the name of header X\uFFFD Y: " + "z".repeat(93) + "…";
        assertRefused(expected, Map.of(hostile, "b"), 404);
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, Map.of(), null));
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, null, ENVELOPE));
        assertThrows(NullPointerException.class, () -> with("A", null));
        assertThrows(NullPointerException.class, () -> with(null, "b"));
    }
}
