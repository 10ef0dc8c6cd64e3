package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    static Stream<Arguments> hardCases() {
        return Stream.of(
                Arguments.of("nothing", "", ""),
                Arguments.of("white space alone", " \t\r\n\u2028\u3000", ""),
                Arguments.of("white space at the ends", "\n a \n", "a"),
                Arguments.of("CR LF", "a\r\nb", "a b"),
                Arguments.of("all that breaks lines", "a\nb\rc\u000Bd\fe\u0085f\u2028g\u2029h", "a b c d e f g h"),
                Arguments.of("no-break spaces", "a\u00A0b\u202Fc\u2007d", "a b c d"),
                Arguments.of("the separators of ASCII", "a\u001Cb\u001Dc\u001Ed\u001Fe", "a b c d e"),
                Arguments.of("NUL", "a\u0000b", "a\uFFFDb"),
                Arguments.of("a terminal sequence", "\u001B[31mred\u001B[0m", "\uFFFD[31mred\uFFFD[0m"),
                Arguments.of("a terminal sequence of C1", "\u009B31m", "\uFFFD31m"),
                Arguments.of("backspace and delete", "a\bb\u007F", "a\uFFFDb\uFFFD"),
                Arguments.of("bidi overrides", "a\u202Eb\u202Dc\u202Cd", "a\uFFFDb\uFFFDc\uFFFDd"),
                Arguments.of("bidi isolates", "\u2066a\u2067b\u2068c\u2069", "\uFFFDa\uFFFDb\uFFFDc\uFFFD"),
                Arguments.of("bidi marks", "\u200Ea\u200Fb\u061C", "\uFFFDa\uFFFDb\uFFFD"),
                Arguments.of("what hides", "a\u200Bb\u2060c\uFEFFd\u00ADe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"),
                Arguments.of("tags beyond the first plane", "a\uDB40\uDC41b", "a\uFFFDb"),
                Arguments.of("a grapheme joiner", "a\u034Fb", "a\uFFFDb"),
                Arguments.of("Hangul fillers", "a\u115Fb\u1160c\u3164d\uFFA0e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"),
                Arguments.of("Khmer vowels that are not shown", "a\u17B4b\u17B5c", "a\uFFFDb\uFFFDc"),
                Arguments.of("Mongolian selectors", "a\u180Bb\u180Ec\u180Fd", "a\uFFFDb\uFFFDc\uFFFDd"),
                Arguments.of("variation selectors", "\u2764\uFE00\uDB40\uDD00b", "\u2764\uFFFD\uFFFDb"),
                Arguments.of("private use", "a\uE000b\uDBFF\uDFFDc", "a\uFFFDb\uFFFDc"),
                Arguments.of("noncharacters", "a\uFDD0b\uFFFEc\uD83F\uDFFFd", "a\uFFFDb\uFFFDc\uFFFDd"),
                Arguments.of("interlinear annotations", "\uFFF9a\uFFFAb\uFFFB", "\uFFFDa\uFFFDb\uFFFD"),
                Arguments.of("joiners that join nothing", "\u200Da \u200Cb\u200D\u200D", "\uFFFDa \uFFFDb\u200D\uFFFD"),
                Arguments.of("a joiner after white space", "a\n\u3000\u200Db", "a \uFFFDb"),
                Arguments.of(
                        "an emoji selector after letters", "a\uFE0F\u05D0\uFE0F \uFE0F", "a\uFFFD\u05D0\uFFFD \uFFFD"),
                Arguments.of("an Arabic number sign, which is shown", "\u0600\u0661", "\u0600\u0661"),
                Arguments.of("lone surrogates", "\uDE00a\uD83D", "\uFFFDa\uFFFD"),
                Arguments.of("surrogates the wrong way round", "\uDE00\uD83D", "\uFFFD\uFFFD"),
                Arguments.of("an emoji", "a \uD83D\uDE00 b", "a \uD83D\uDE00 b"),
                Arguments.of(
                        "a family, held together by joiners",
                        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"),
                Arguments.of("a heart in colour", "\u2764\uFE0F", "\u2764\uFE0F"),
                Arguments.of(
                        "emoji of several parts",
                        "\u2764\uFE0F\u200D\uD83D\uDD25 1\uFE0F\u20E3 \u2139\uFE0F \u203C\uFE0F \u25B6\uFE0E",
                        "\u2764\uFE0F\u200D\uD83D\uDD25 1\uFE0F\u20E3 \u2139\uFE0F \u203C\uFE0F \u25B6\uFE0E"),
                Arguments.of("Persian, with its non-joiner", "نمی\u200Cخواهم", "نمی\u200Cخواهم"),
                Arguments.of("a Latin word in the Persian plural", "URL\u200Cها", "URL\u200Cها"),
                Arguments.of("Hebrew and Arabic", "שלום سلام", "שלום سلام"),
                Arguments.of("combining characters", "Zu\u0308rich", "Zu\u0308rich"),
                Arguments.of("beyond the first plane", "\uD835\uDD04\uD840\uDC00", "\uD835\uDD04\uD840\uDC00"),
                Arguments.of("the replacement itself", "f\uFFFDr", "f\uFFFDr"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hardCases")
    void sanitises(String name, String text, String expected) {
        assertEquals(expected, SafeText.of(text, 1_000));
    }

    @Test
    void keepsPrintableAsciiAsItIs() {
        String ascii =
                IntStream.rangeClosed('!', '~').mapToObj(Character::toString).reduce("", String::concat);

        assertEquals(ascii, SafeText.of(ascii, 1_000));
    }

    @Test
    void letsNoControlCharacterPass() {
        String controls = IntStream.rangeClosed(0, 0x9F)
                .filter(Character::isISOControl)
                .mapToObj(Character::toString)
                .reduce("", (all, control) -> all + "a" + control);

        String clean = SafeText.of(controls, 1_000);

        assertEquals("", clean.replaceAll("[a \uFFFD]", ""));
    }

    static Stream<Arguments> cuts() {
        return Stream.of(
                Arguments.of("abcde", 5, "abcde"),
                Arguments.of("abcdef", 5, "abcd…"),
                Arguments.of("abcde   ", 5, "abcde"),
                Arguments.of("   abcde", 5, "abcde"),
                Arguments.of("abcd   e", 5, "abcd…"),
                Arguments.of("abcd\uD83D\uDE00", 5, "abcd…"),
                Arguments.of("abcd\uD83D\uDE00", 6, "abcd\uD83D\uDE00"),
                Arguments.of("abc\uD83D\uDE00e", 5, "abc…"),
                Arguments.of("abc\uD83D\uDE00ef", 6, "abc\uD83D\uDE00…"),
                Arguments.of("ab", 1, "…"),
                Arguments.of("a", 1, "a"),
                Arguments.of("\uD83D\uDE00", 1, "…"),
                Arguments.of("\uD83D\uDE00\uD83D\uDE00", 2, "…"),
                Arguments.of("\u0000\u0000\u0000", 2, "\uFFFD…"));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void cutsWithAnEllipsisAndNeverThroughAPair(String text, int maxLength, String expected) {
        assertEquals(expected, SafeText.of(text, maxLength));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " ", "\n", "\uD83D\uDE00"})
    void isSoonDoneWithMegabytes(String part) {
        String text = part.repeat(10_000_000);

        String clean = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> SafeText.of(text, 1_000));

        assertEquals(part.isBlank() ? "" : part.repeat(999 / part.length()) + "…", clean);
    }

    /** Unicode 14, DerivedCoreProperties.txt: Default_Ignorable_Code_Point. */
    private static final int[][] DEFAULT_IGNORABLE = {
        {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
        {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}
    };

    private static final Set<Integer> NEEDED = Set.of(0x200C, 0x200D, 0xFE0E, 0xFE0F);
    private static final Pattern NONCHARACTER = Pattern.compile("\\p{IsNoncharacter_Code_Point}");

    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                (c >= 0xFFF9 && c <= 0xFFFB) // interlinear annotations
                        || NONCHARACTER.matcher(Character.toString(c)).matches()
                        || Arrays.stream(DEFAULT_IGNORABLE).anyMatch(range -> c >= range[0] && c <= range[1]);
        };
    }

    /** Of what the table has beyond these, plane 14 above U+E0FFF, nothing is assigned. */
    @Test
    void escapesEveryCharacterThatCannotBeSeen() {
        for (int c = 0; c < 0xE1000; c++) {
            if (!NEEDED.contains(c)) {
                String escaped = SafeText.escaped("a" + Character.toString(c));

                assertEquals(isUnsafe(c), escaped.startsWith("a\\u"), Integer.toHexString(c));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "009f, \\u009f",
        "202e, \\u202e",
        "2028, \\u2028",
        "feff, \\ufeff",
        "200d200d, \\u200d",
        "db40dc41, \\udb40\\udc41",
        "dbffdffd, \\udbff\\udffd"
    })
    void isEscapedInTheTextOfAnErrorAndNotOnTheWire(String characters, String escape) {
        String text = "";
        for (int i = 0; i < characters.length(); i += 4) {
            text += (char) Integer.parseInt(characters.substring(i, i + 4), 16);
        }
        FieldViolation violation = new FieldViolation("a", text);
        ErrorEnvelope envelope = new ErrorEnvelope(ApiError.invalid(List.of(violation)), "req-1");

        assertTrue(violation.toString().contains(escape), violation::toString);
        assertTrue(envelope.error().toString().contains(escape), envelope::toString);
        assertTrue(envelope.toString().contains(escape), envelope::toString);
        assertTrue(envelope.toJson().contains(text));
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toString()));
    }

    @Test
    void showsEmojiAndPersianAsTheyAre() {
        String text = "\u2764\uFE0F\u200D\uD83D\uDD25 1\uFE0F\u20E3 نمی\u200Cخواهم";

        assertEquals(text, SafeText.escaped(text));
    }
}
