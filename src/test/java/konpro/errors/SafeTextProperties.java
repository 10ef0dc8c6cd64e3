package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SafeTextProperties {

    /** Any UTF-16, three quarters of it characters that need care. */
    @Provide
    Arbitrary<String> texts() {
        String careful =
                "a1… \n\r\t\0\u001B\u0085\u00AD\u034F\u200B\u200C\u200D\u200E\u2028\u202E\u2066\uFE0F\uFEFF\uFFFD"
                        + "\uD83D\uDE00\uDB40\uDC41";
        Arbitrary<Character> any = Arbitraries.chars().all();
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.chars().with(careful)), Tuple.of(1, any))
                .list()
                .ofMaxSize(60)
                .map(chars -> chars.stream().map(String::valueOf).reduce("", String::concat));
    }

    /** If it is cut, the end is missing, and an ellipsis says so. */
    @Property(tries = 2_000)
    void isOneBoundedLineOfSafeCharacters(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        String whole = SafeText.of(text, 1_000);
        String safe = SafeText.of(text, maxLength);

        assertEquals(safe, SafeText.of(safe, maxLength));
        assertEquals(safe.strip(), safe);
        assertEquals(safe, SafeText.escaped(safe));
        assertTrue(safe.codePoints().noneMatch(c -> c != ' ' && isSpace(c)), safe);
        assertEquals(
                text.codePoints().filter(c -> !isSpace(c)).count(),
                whole.codePoints().filter(c -> c != ' ').count());
        assertTrue(safe.length() <= maxLength, safe);
        if (whole.length() <= maxLength) {
            assertEquals(whole, safe);
        } else {
            assertTrue(safe.endsWith("…"), safe);
            assertTrue(whole.startsWith(safe.substring(0, safe.length() - 1)), safe);
            assertTrue(safe.length() >= maxLength - 1, safe);
        }
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
