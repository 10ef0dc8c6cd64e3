package konpro.errors.json.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a vocabulary recognises, and which strings it refuses to hold. */
class VocabularyTest {

    private static final String SHORT = "fourteen chars";
    private static final String LONG = "of no more than thirty-eight characters";

    @Test
    void recognisesItsStringsWhereverTheyStand() {
        String longest = LONG.substring(1);
        Vocabulary vocabulary = Vocabulary.of(SHORT, longest);
        byte[] text = ascii("[\"" + SHORT + "\",\"" + longest + "\"]");

        assertSame(SHORT, vocabulary.find(1, text).string());
        assertSame(longest, vocabulary.find(18, text).string());
        assertNull(vocabulary.find(0, text));
        assertNull(vocabulary.find(text.length, text));
    }

    @Test
    void takesNothingForWhatItIsNot() {
        Vocabulary vocabulary = Vocabulary.of(SHORT, "this is another");
        byte[] text = ascii("\"" + SHORT + "\"");

        for (int at = 0; at < text.length; at++) {
            byte[] changed = text.clone();
            changed[at] ^= 1;
            assertNull(vocabulary.find(0, changed), () -> new String(changed, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void refusesStringsThatBeginAlike() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Vocabulary.of("Requested resource is gone", "Requested resource doesn't exist"));

        assertEquals("Expected a few strings that differ in their first 15 characters", refusal.getMessage());
    }

    @Test
    void refusesALongerOne() {
        assertThrows(IllegalArgumentException.class, () -> Vocabulary.of(LONG));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
