package konpro.errors.json.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A fragment is recognised by all its bytes, and put as it is. */
class FragmentTest {

    private static final String FORTY = "{\"a fragment of forty bytes, the longest";

    @Test
    void hasAnApostropheForEachQuoteOrStandsInQuotes() {
        assertArrayEquals("{\"a\":\"".getBytes(US_ASCII), bytes(Fragment.of("{'a':'")));
        assertArrayEquals("\"code\"".getBytes(US_ASCII), bytes(Fragment.quoted("code")));
        assertEquals("code", Fragment.quoted("code").string());
    }

    private static byte[] bytes(Fragment fragment) {
        byte[] bytes = new byte[Words.BYTES];
        Words.put(fragment.first(), bytes, 0);
        return Arrays.copyOf(bytes, fragment.length());
    }

    @Test
    void isRecognisedByAllItsBytes() {
        for (int length = 1; length <= FORTY.length(); length++) {
            Fragment fragment = Fragment.of(FORTY.substring(0, length));
            byte[] text = (">" + FORTY.substring(0, length) + " and more").getBytes(US_ASCII);

            assertTrue(fragment.isAt(1, text));
            assertFalse(fragment.isAt(0, text));
            for (int at = 1; at <= length; at++) {
                byte[] changed = text.clone();
                changed[at] ^= 1;
                assertFalse(fragment.isAt(1, changed));
            }
        }
    }

    @Test
    void isRecognisedAtTheVeryEndFromEightBytesOn() {
        for (int length = 1; length <= FORTY.length(); length++) {
            byte[] text = FORTY.substring(0, length).getBytes(US_ASCII);

            assertEquals(
                    length >= Words.BYTES,
                    Fragment.of(FORTY.substring(0, length)).isAt(0, text));
            assertFalse(Fragment.of(FORTY.substring(0, length)).isAt(1, text));
        }
    }

    @Test
    void isPutFromEightBytesToTwentyFour() {
        for (int length = 8; length <= 24; length++) {
            byte[] out = new byte[length + 2];

            assertEquals(1 + length, Fragment.of(FORTY.substring(0, length)).put(out, 1));
            assertArrayEquals(("\0" + FORTY.substring(0, length) + "\0").getBytes(US_ASCII), out);
        }
    }

    @Test
    void isNoLongerThanForty() {
        String message = assertThrows(IllegalArgumentException.class, () -> Fragment.of(FORTY + "!"))
                .getMessage();

        assertEquals("Expected at most 40 bytes but found " + FORTY + "!", message);
    }
}
