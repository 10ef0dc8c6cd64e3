package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdAcceptTest {

    static Stream<String> ids() {
        return Stream.of(
                "a",
                "0",
                ".",
                "-",
                "req-123456",
                "ABC.def_GHI-012",
                "b3a1c6f0-6f0e-4f0c-9d3e-1a2b3c4d5e6f",
                "x".repeat(128),
                RequestId.next());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void keepsTheIdOfTheCaller(String id) {
        assertEquals(id, RequestId.accept(id));
    }

    static Stream<String> noIds() {
        return Stream.of(
                "x".repeat(129),
                "x".repeat(10_000_000),
                "a b",
                " a",
                "a ",
                "a\n",
                "\na",
                "a\r\nX: y",
                "a,b",
                "a/b",
                "a:b",
                "a%0d",
                "a\u0000",
                "\u0430", // Cyrillic
                "\u0661", // an Arabic digit
                "\uFF41", // a wide one
                "a\u0301",
                "\uD83D\uDE00");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    @MethodSource("noIds")
    void givesANewIdForWhatIsNone(String header) {
        String id = RequestId.accept(header);

        assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        assertNotEquals(id, RequestId.accept(header));
    }

    @Test
    void keepsLatinLettersDigitsDotDashAndUnderscoreAlone() {
        String kept = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(id -> RequestId.accept(id).equals(id))
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", kept);
    }
}
