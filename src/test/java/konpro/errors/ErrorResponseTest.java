package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                headers -> {
                    Iterator<String> names = headers.keySet().iterator();
                    names.next();
                    names.remove();
                });
        Map<String, String> headers = with("A", "b").headers();

        for (Consumer<Map<String, String>> mutator : mutators) {
            assertThrows(UnsupportedOperationException.class, () -> mutator.accept(headers));
            assertEquals(Map.of("A", "b"), headers, () -> "after mutator " + mutators.indexOf(mutator));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 200, 399, 600, Integer.MAX_VALUE})
    void refusesAStatusThatIsNoError(int status) {
        assertRefused("Expected an error status from 400 to 599 but found " + status, Map.of(), status);
    }

    @Test
    void hasAnyErrorStatus() {
        assertEquals(400, new ErrorResponse(400, Map.of(), ENVELOPE).status());
        assertEquals(599, new ErrorResponse(599, Map.of(), ENVELOPE).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", " b", "b\r\nSet-Cookie: a=b", "b\n", "b\tc", "\u0000",
                "\u007F", "\u0080", "\u00FC", "\u010D\u010A", "\u202E", "\uD83D\uDE00", "\uD83D",
            })
    void refusesAHeaderValueBeyondPrintableAscii(String value) {
        assertRefused("Expected printable ASCII in header X-Name", Map.of("X-Name", value), 404);
    }

    @Test
    void acceptsAllOfPrintableAsciiInAHeaderValue() {
        String value = "!\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|} ~";

        assertEquals(value, with("A", value).headers().get("A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Name", "X-Name:", "X-Name\r\n", "\u010D", "X\u0000", "(X)"})
    void refusesAHeaderNameThatIsNoToken(String name) {
        assertThrows(IllegalArgumentException.class, () -> with(name, "b"));
    }

    @Test
    void sanitisesAHostileHeaderNameInItsMessage() {
        String expected = "Expected printable ASCII in header X\uFFFD Y: " + "z".repeat(93) + "…";

        assertRefused(expected, Map.of("X\u001B\r\nY: " + "z".repeat(1_000), "b"), 404);
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, Map.of(), null));
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, null, ENVELOPE));
        assertThrows(NullPointerException.class, () -> with("A", null));
        assertThrows(NullPointerException.class, () -> with(null, "b"));
    }
}
