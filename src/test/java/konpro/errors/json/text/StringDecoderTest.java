package konpro.errors.json.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a decoder remembers of a long text, and that it never takes one string for another. */
class StringDecoderTest {

    private static final int LONG_TEXT = 1 << 14;
    private static final int LONGEST_REMEMBERED = 64 - 2; // without the quotes

    @Test
    void makesAStringThatComesAgainInALongTextButOnce() {
        for (int length = 0; length <= LONGEST_REMEMBERED; length++) {
            String string = "x".repeat(length);
            List<String> decoded = decoded(List.of(string, "other", string), LONG_TEXT);

            assertEquals(List.of(string, "other", string), decoded);
            assertSame(decoded.get(0), decoded.get(2));
        }
    }

    @Test
    void makesOneWithEscapesOrBeyondAsciiButOnceToo() {
        List<String> decoded = decoded(List.of("a\\u0062", "größe", "a\\u0062", "größe", "ab"), LONG_TEXT);

        assertEquals(List.of("ab", "größe", "ab", "größe", "ab"), decoded);
        assertSame(decoded.get(0), decoded.get(2));
        assertSame(decoded.get(1), decoded.get(3));
        assertNotSame(decoded.get(0), decoded.get(4));
    }

    @Test
    void makesALongOneAndThoseOfAShortTextAnew() {
        String tooLong = "x".repeat(LONGEST_REMEMBERED + 1);
        List<String> ofALongText = decoded(List.of(tooLong, tooLong), LONG_TEXT);
        List<String> ofAShortText = decoded(List.of("again", "again"), LONG_TEXT - 1);

        assertEquals(List.of(tooLong, tooLong), ofALongText);
        assertNotSame(ofALongText.get(0), ofALongText.get(1));
        assertEquals(List.of("again", "again"), ofAShortText);
        assertNotSame(ofAShortText.get(0), ofAShortText.get(1));
    }

    /** The hash is of the first and the last bytes: those that differ between them have the same one. */
    @Test
    void tellsStringsApartThatDifferInAnyOneByte() {
        for (int length = 1; length <= LONGEST_REMEMBERED; length++) {
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                strings.add("x".repeat(i) + "y" + "x".repeat(length - i - 1));
                strings.add("x".repeat(length));
            }

            assertEquals(strings, decoded(strings, LONG_TEXT));
        }
    }

    @Test
    void tellsStringsApartOfWhichOneIsTheBeginningOfTheOther() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < LONGEST_REMEMBERED; i++) {
            strings.add("x".repeat(i));
            strings.add("x".repeat(i + 1));
        }

        assertEquals(strings, decoded(strings, LONG_TEXT));
    }

    /** Should most names fall into few of the 1,024 places, few would be remembered. */
    @Test
    void remembersMostOfAHundredNames() {
        for (String form : List.of("n%d", "name%d", "a_longer_name_%d", "%d_name_at_the_beginning")) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                names.add(String.format(Locale.ROOT, form, i % 100));
            }
            List<String> decoded = decoded(names, LONG_TEXT);
            Set<String> made = Collections.newSetFromMap(new IdentityHashMap<>());
            made.addAll(decoded);

            assertEquals(names, decoded);
            assertTrue(made.size() <= 130, () -> form + ": " + made.size());
        }
    }

    @Test
    void readsToTheLastByteOfALongText() {
        for (int length = 0; length < 10; length++) {
            String string = "x".repeat(length);
            byte[] text = (" ".repeat(LONG_TEXT) + "\"" + string + "\"").getBytes(UTF_8);
            int end = JsonScanner.string(LONG_TEXT, text);

            assertEquals(string, new StringDecoder(text).decode(LONG_TEXT, end));
        }
    }

    /** {@return what a decoder makes of strings one after another, in a text that is so long} */
    private static List<String> decoded(List<String> strings, int length) {
        String quoted = "\"" + String.join("\"\"", strings) + "\"";
        byte[] bytes = quoted.getBytes(UTF_8);
        byte[] text = (quoted + " ".repeat(length - Math.min(length, bytes.length))).getBytes(UTF_8);
        StringDecoder decoder = new StringDecoder(text);
        List<String> decoded = new ArrayList<>();
        for (int at = 0; decoded.size() < strings.size(); ) {
            int end = JsonScanner.string(at, text);
            decoded.add(decoder.decode(at, end));
            at = JsonScanner.behind(end);
        }
        return decoded;
    }
}
