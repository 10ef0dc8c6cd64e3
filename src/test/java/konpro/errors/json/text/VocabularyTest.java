package konpro.errors.json.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a vocabulary recognises, and which strings it refuses to hold. */
class VocabularyTest {

    private static final String SHORT = "fourteen chars";
    private static final String LONG = "of no more than thirty-eight characters";

    @Test
    void recognisesItsStringsWhereverTheyStand() {
        String longest = LONG.substring(1);
        Vocabulary vocabulary = vocabulary(SHORT, longest);
        byte[] text = ascii("[\"" + SHORT + "\",\"" + longest + "\"]");

        int shortOne = vocabulary.find(1, text);
        int longOne = vocabulary.find(18, text);
        assertSame(SHORT, vocabulary.key(shortOne).string());
        assertEquals(SHORT.substring(1), vocabulary.value(shortOne).string());
        assertSame(longest, vocabulary.key(longOne).string());
        assertEquals(longest.substring(1), vocabulary.value(longOne).string());
        assertEquals(-1, vocabulary.find(0, text));
        assertEquals(-1, vocabulary.find(text.length, text));
    }

    @Test
    void takesNothingForWhatItIsNot() {
        Vocabulary vocabulary = vocabulary(SHORT, "this is another");
        byte[] text = ascii("\"" + SHORT + "\"");

        for (int at = 0; at < text.length; at++) {
            byte[] changed = text.clone();
            changed[at] ^= 1;
            assertEquals(-1, vocabulary.find(0, changed), () -> new String(changed, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void refusesStringsThatBeginAlike() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> vocabulary("Requested resource is gone", "Requested resource doesn't exist"));

        assertEquals("Expected a few strings that differ in their first 15 characters", refusal.getMessage());
    }

    @Test
    void refusesALongerOne() {
        assertThrows(IllegalArgumentException.class, () -> vocabulary(LONG));
    }

    private static Vocabulary vocabulary(String... keys) {
        return Vocabulary.of(
                keys, Arrays.stream(keys).map(key -> key.substring(1)).toArray(String[]::new));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
