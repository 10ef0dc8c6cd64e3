package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing                     | `` | ``",
                "white space alone           | ` \t\r\n\u2028\u3000` | ``",
                "white space at the ends     | `\n a \n` | a",
                "CR LF                       | `a\r\nb` | a b",
                "all that breaks lines       | `a\nb\rc\u000Bd\fe\u0085f\u2028g\u2029h` | a b c d e f g h",
                "no-break spaces             | a\u00A0b\u202Fc\u2007d | a b c d",
                "the separators of ASCII     | a\u001Cb\u001Dc\u001Ed\u001Fe | a b c d e",
                "NUL                         | a\0b | a\uFFFDb",
                "a terminal sequence         | `\u001B[31mred\u001B[0m` | \uFFFD[31mred\uFFFD[0m",
                "a terminal sequence of C1   | \u009B31m | \uFFFD31m",
                "backspace and delete        | a\bb\u007F | a\uFFFDb\uFFFD",
                "bidi overrides              | a\u202Eb\u202Dc\u202Cd | a\uFFFDb\uFFFDc\uFFFDd",
                "bidi isolates               | \u2066a\u2067b\u2068c\u2069 | \uFFFDa\uFFFDb\uFFFDc\uFFFD",
                "bidi marks                  | \u200Ea\u200Fb\u061C | \uFFFDa\uFFFDb\uFFFD",
                "invisible characters        | a\u200Bb\u2060c\uFEFFd\u00ADe | a\uFFFDb\uFFFDc\uFFFDd\uFFFDe",
                "tags beyond the first plane | a\uDB40\uDC41b | a\uFFFDb",
                "a grapheme joiner           | a\u034Fb | a\uFFFDb",
                "Hangul fillers              | a\u115Fb\u1160c\u3164d\uFFA0e | a\uFFFDb\uFFFDc\uFFFDd\uFFFDe",
                "Khmer vowels, invisible     | a\u17B4b\u17B5c | a\uFFFDb\uFFFDc",
                "Mongolian selectors         | a\u180Bb\u180Ec\u180Fd | a\uFFFDb\uFFFDc\uFFFDd",
                "variation selectors         | \u2764\uFE00\uDB40\uDD00b | \u2764\uFFFD\uFFFDb",
                "private use                 | a\uE000b\uDBFF\uDFFDc | a\uFFFDb\uFFFDc",
                "noncharacters               | a\uFDD0b\uFFFEc\uD83F\uDFFFd | a\uFFFDb\uFFFDc\uFFFDd",
                "interlinear annotations     | \uFFF9a\uFFFAb\uFFFB | \uFFFDa\uFFFDb\uFFFD",
                "joiners that join nothing   | \u200Da \u200Cb\u200D\u200D | \uFFFDa \uFFFDb\u200D\uFFFD",
                "a joiner after white space  | `a\n\u3000\u200Db` | a \uFFFDb",
                "emoji selectors of letters  | a\uFE0F\u05D0\uFE0F \uFE0F | a\uFFFD\u05D0\uFFFD \uFFFD",
                "lone surrogates             | \uDE00a\uD83D | \uFFFDa\uFFFD",
                "surrogates in wrong order   | \uDE00\uD83D | \uFFFD\uFFFD"
            })
    void sanitises(String name, String text, String expected) {
        assertEquals(expected, SafeText.of(text, 1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
                "an emoji \uD83D\uDE00, and a heart \u2764\uFE0F",
                "a family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\u2764\uFE0F\u200D\uD83D\uDD25 1\uFE0F\u20E3 \u2139\uFE0F \u203C\uFE0F \u25B6\uFE0E",
                "Persian with its non-joiner نمی\u200Cخواهم, after a Latin word URL\u200Cها",
                "Hebrew and Arabic שלום سلام, with the visible number sign \u0600\u0661",
                "combining Zu\u0308rich, supplementary \uD835\uDD04\uD840\uDC00, replacement f\uFFFDr"
            })
    void keepsVisibleTextUnescaped(String text) {
        assertEquals(text, SafeText.of(text, 1_000));
        assertEquals(text, SafeText.escaped(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            abcde                    | 5 | abcde
            abcdef                   | 5 | abcd…
            `abcde   `               | 5 | abcde
            `   abcde`               | 5 | abcde
            abcd   e                 | 5 | abcd…
            abcd\uD83D\uDE00         | 5 | abcd…
            abcd\uD83D\uDE00         | 6 | abcd\uD83D\uDE00
            abc\uD83D\uDE00e         | 5 | abc…
            abc\uD83D\uDE00ef        | 6 | abc\uD83D\uDE00…
            ab                       | 1 | …
            a                        | 1 | a
            \uD83D\uDE00             | 1 | …
            \uD83D\uDE00\uD83D\uDE00 | 2 | …
            `\0\0\0`                 | 2 | \uFFFD…
            """)
    void cutsWithAnEllipsisAndNeverThroughAPair(String text, int maxLength, String expected) {
        assertEquals(expected, SafeText.of(text, maxLength));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " ", "\n", "\uD83D\uDE00"})
    void isSoonDoneWithMegabytes(String part) {
        String text = part.repeat(10_000_000);
        String safe = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> SafeText.of(text, 1_000));

        assertEquals(part.isBlank() ? "" : part.repeat(999 / part.length()) + "…", safe);
    }

    private static final Set<Integer> NEEDED = Set.of(0x200C, 0x200D, 0xFE0E, 0xFE0F); // after some characters

    /**
     * Controls, surrogates, private use, line and paragraph separators, noncharacters, interlinear annotations, and
     * Default_Ignorable_Code_Point (Unicode 14, DerivedCoreProperties.txt).
     */
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{IsNoncharacter_Code_Point}\\uFFF9-\\uFFFB\\xAD\\u034F\\u061C\\u115F"
                    + "\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F"
                    + "\\uFEFF\\uFFA0\\uFFF0-\\uFFF8\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    /** Of what the property has beyond these, plane 14 above U+E0FFF, nothing is assigned. */
    @Test
    void escapesEveryCharacterThatCannotBeSeen() {
        for (int c = 0; c < 0xE1000; c++) {
            String text = "a" + Character.toString(c);
            boolean unsafe = UNSAFE.matcher(text).find();
            if (!NEEDED.contains(c)) {
                assertEquals(unsafe, SafeText.escaped(text).startsWith("a\\u"), () -> hex(text));
                assertEquals(isSpace(c) ? "a" : unsafe ? "a\uFFFD" : text, SafeText.of(text, 9), () -> hex(text));
            }
        }
    }

    private static String hex(String text) {
        return Integer.toHexString(text.codePointAt(1));
    }

    @ParameterizedTest
    @CsvSource({
        "\u009F,       \\u009f",
        "\u202E,       \\u202e",
        "'\u2028',     \\u2028",
        "\uFEFF,       \\ufeff",
        "\u200D\u200D, \\u200d",
        "\uDB40\uDC41, \\udb40\\udc41",
        "\uDBFF\uDFFD, \\udbff\\udffd"
    })
    void isEscapedInTheTextOfAnErrorAndNotOnTheWire(String text, String escape) {
        FieldViolation violation = new FieldViolation("a", text);
        ErrorEnvelope envelope = new ErrorEnvelope(ApiError.invalid(List.of(violation)), "req-1");

        assertTrue(violation.toString().contains(escape), violation::toString);
        assertTrue(envelope.error().toString().contains(escape), envelope::toString);
        assertTrue(envelope.toString().contains(escape), envelope::toString);
        assertTrue(envelope.toJson().contains(text));
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toString()));
    }

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
