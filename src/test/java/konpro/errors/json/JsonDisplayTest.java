package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as it is shown: {@code toString()} and {@code toPrettyString()}. */
class JsonDisplayTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u007F", "\u0080", "\u009F"})
    void escapesControlCharactersThatJsonMayContain(String text) {
        String escape = "\\u00" + HexFormat.of().toHexDigits((byte) text.charAt(0));
        for (JsonValue value : List.of(JsonValue.of(text), JsonObject.of(text, "x"), JsonValue.of(List.of(text)))) {
            assertTrue(value.toString().contains(escape), value::toString);
            assertTrue(value.toPrettyString().contains(escape), value::toString);
            assertTrue(new String(value.toBytes(), UTF_8).contains(text));
            assertEquals(value, JsonValue.parse(value.toString()));
        }
    }

    /** docs/security.md says so: for each element of two characters, a line of two spaces for each of 128 levels. */
    @Test
    void indentsDeepElementsToAtMost130TimesTheirSize() {
        String json = "[".repeat(128) + "1" + ",1".repeat(50_000) + "]".repeat(128);
        int length = JsonValue.parse(json).toPrettyString().length();

        assertTrue(length > 128 * json.length() && length <= 130 * json.length(), () -> "" + length);
    }
}
