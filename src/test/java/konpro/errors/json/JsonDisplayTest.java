package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as it is shown: {@code toString()} and {@code toPrettyString()}. */
class JsonDisplayTest {

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
                String shown = JsonValue.of("a" + Character.toString(c)).toString();
                boolean escaped = shown.startsWith("\"a\\");

                assertEquals(isUnsafe(c) || c == '"' || c == '\\', escaped, Integer.toHexString(c));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "007f, \\u007f",
        "0080, \\u0080",
        "009f, \\u009f",
        "202e, \\u202e",
        "2028, \\u2028",
        "feff, \\ufeff",
        "200d200d, \\u200d",
        "db40dc41, \\udb40\\udc41",
        "dbffdffd, \\udbff\\udffd"
    })
    void escapesInItsTextAloneWhatTheWireMayHave(String characters, String shown) {
        String text = "";
        for (int i = 0; i < characters.length(); i += 4) {
            text += (char) Integer.parseInt(characters.substring(i, i + 4), 16);
        }
        for (JsonValue value : List.of(JsonValue.of(text), JsonObject.of(text, "x"), JsonValue.of(List.of(text)))) {
            assertTrue(value.toString().contains(shown), value::toString);
            assertTrue(value.toPrettyString().contains(shown), value::toString);
            assertTrue(new String(value.toBytes(), UTF_8).contains(text));
            assertEquals(value, JsonValue.parse(value.toString()));
        }
    }

    @Test
    void showsEmojiAndPersianAsTheyAre() {
        String text = "\"\u2764\uFE0F\u200D\uD83D\uDD25 1\uFE0F\u20E3 نمی\u200Cخواهم\"";

        assertEquals(text, JsonValue.parse(text).toString());
    }

    /** docs/security.md says so: for each element of two characters, a line of two spaces for each of 128 levels. */
    @Test
    void indentsDeepElementsToAtMost130TimesTheirSize() {
        String json = "[".repeat(128) + "1" + ",1".repeat(50_000) + "]".repeat(128);
        int length = JsonValue.parse(json).toPrettyString().length();

        assertTrue(length > 128 * json.length() && length <= 130 * json.length(), () -> "" + length);
    }
}
