package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorResponseTest {

    private static final ErrorEnvelope ENVELOPE =
            ErrorEnvelope.of(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar", "req-1");

    @Test
    void keepsItsHeadersInTheirOrderWhateverBecomesOfTheMap() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", "req-1");
        headers.put("Content-Type", "application/json");
        headers.put("A", "b");
        ErrorResponse response = new ErrorResponse(404, headers, ENVELOPE);
        headers.put("Set-Cookie", "a=b");

        assertEquals(
                List.of("X-Request-Id", "Content-Type", "A"),
                List.copyOf(response.headers().keySet()));
    }

    static Stream<Consumer<Map<String, String>>> mutators() {
        return Stream.of(
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
    }

    @ParameterizedTest
    @MethodSource("mutators")
    void hasHeadersThatCannotBeChanged(Consumer<Map<String, String>> mutator) {
        ErrorResponse response = new ErrorResponse(404, Map.of("A", "b"), ENVELOPE);

        assertThrows(UnsupportedOperationException.class, () -> mutator.accept(response.headers()));
        assertEquals(Map.of("A", "b"), response.headers());
    }

    @Test
    void givesItsBodyAnewEachTime() {
        ErrorResponse response = new ErrorResponse(404, Map.of(), ENVELOPE);
        byte[] body = response.body();
        Arrays.fill(body, (byte) 'x');

        assertEquals("""
                {"error":{"code":"RESOURCE_NOT_FOUND","message":"No such avatar"},"request_id":"req-1"}""", new String(response.body(), StandardCharsets.UTF_8));
        assertArrayEquals(ENVELOPE.toBytes(), response.body());
    }

    @Test
    void isAValue() {
        assertEquals(
                new ErrorResponse(404, Map.of("A", "b"), ENVELOPE), new ErrorResponse(404, Map.of("A", "b"), ENVELOPE));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 200, 399, 600, Integer.MAX_VALUE})
    void refusesAStatusThatIsNoError(int status) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new ErrorResponse(status, Map.of(), ENVELOPE));

        assertEquals("Expected an error status from 400 to 599 but found " + status, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 599})
    void takesAnyErrorStatus(int status) {
        assertEquals(status, new ErrorResponse(status, Map.of(), ENVELOPE).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " b",
                "b\r\nSet-Cookie: a=b",
                "b\n",
                "b\tc",
                "\u0000",
                "\u007F",
                "\u0080",
                "\u00FC",
                "\u010D\u010A",
                "\u202E",
                "\uD83D\uDE00",
                "\uD83D"
            })
    void refusesAHeaderValueBeyondPrintableAscii(String value) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new ErrorResponse(404, Map.of("X-Name", value), ENVELOPE));

        assertEquals("Expected printable ASCII in header X-Name", refused.getMessage());
    }

    @Test
    void takesAllOfPrintableAsciiInAHeaderValue() {
        String value = "!\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|} ~";

        assertEquals(
                value,
                new ErrorResponse(404, Map.of("A", value), ENVELOPE).headers().get("A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Name", "X-Name:", "X-Name\r\n", "\u010D", "X\u0000", "(X)"})
    void refusesAHeaderNameThatIsNoToken(String name) {
        assertThrows(IllegalArgumentException.class, () -> new ErrorResponse(404, Map.of(name, "b"), ENVELOPE));
    }

    @Test
    void refusesAHostileHeaderNameInCleanWords() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ErrorResponse(404, Map.of("X\u001B\r\nY: " + "z".repeat(1_000), "b"), ENVELOPE));

        assertEquals("Expected printable ASCII in header X\uFFFD Y: " + "z".repeat(93) + "…", refused.getMessage());
    }

    @Test
    void refusesWhatIsNull() {
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, Map.of(), null));
        assertThrows(NullPointerException.class, () -> new ErrorResponse(404, null, ENVELOPE));
        assertThrows(
                NullPointerException.class,
                () -> new ErrorResponse(404, Collections.singletonMap("A", null), ENVELOPE));
        assertThrows(
                NullPointerException.class,
                () -> new ErrorResponse(404, Collections.singletonMap(null, "b"), ENVELOPE));
    }
}
