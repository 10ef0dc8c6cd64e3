package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SafeTextProperties {

    /** Invisible, but after some characters they are needed. */
    private static final Set<Integer> NEEDED = Set.of(0x200C, 0x200D, 0xFE0E, 0xFE0F);

    /** Any UTF-16, with all that is hard much more often than chance would have it. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> hard = Arbitraries.of(
                ' ', '\n', '\r', '\t', '\u0000', '\u001B', '\u0085', '\u00AD', '\u200B', '\u200C', '\u200D', '\u200E',
                '\u2028', '\u202E', '\u2066', '\uFEFF', '\uFE0F', '\u034F', '\uFFFD', '1', '…', '\uD83D', '\uDE00',
                '\uDB40', '\uDC41', 'a');
        return Arbitraries.frequencyOf(
                        Tuple.of(3, hard), Tuple.of(1, Arbitraries.chars().all()))
                .list()
                .ofMaxSize(60)
                .map(chars -> chars.stream().map(String::valueOf).reduce("", String::concat));
    }

    @Property
    void isIdempotent(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        String clean = SafeText.of(text, maxLength);

        assertEquals(clean, SafeText.of(clean, maxLength));
    }

    @Property
    void isBounded(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        assertTrue(SafeText.of(text, maxLength).length() <= maxLength);
    }

    @Property
    void isOneLineOfFitCharacters(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        String clean = SafeText.of(text, maxLength);

        assertEquals(clean.strip(), clean);
        assertTrue(clean.codePoints().allMatch(SafeTextProperties::isFit), clean);
    }

    private static boolean isFit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> false;
            case Character.FORMAT -> NEEDED.contains(c) || (c >= 0x600 && c <= 0x8E2 && c != 0x61C); // Arabic signs
            default -> c == ' ' || (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && isVisible(c));
        };
    }

    private static boolean isVisible(int c) {
        return NEEDED.contains(c) || !SafeText.escaped(Character.toString(c)).startsWith("\\u");
    }

    /** What is cut is the end, and the ellipsis says so. */
    @Property
    void keepsTheBeginningWhenItCuts(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int maxLength) {
        String whole = SafeText.of(text, 1_000);
        String clean = SafeText.of(text, maxLength);

        if (whole.length() <= maxLength) {
            assertEquals(whole, clean);
        } else {
            assertTrue(clean.endsWith("…"), clean);
            assertTrue(whole.startsWith(clean.substring(0, clean.length() - 1)), clean);
            assertTrue(clean.length() >= maxLength - 1, clean);
        }
    }

    /** Text of fit characters without double spaces is as it was. */
    @Property
    void keepsWhatIsClean(@ForAll("texts") String text) {
        String fit = text.codePoints()
                .filter(c -> c != ' ' && isFit(c) && !NEEDED.contains(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertEquals(fit, SafeText.of(fit, 1_000));
    }
}
