package konpro.errors.json.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What eight bytes at a time tell is what one at a time would. */
class WordsTest {

    private static final byte[] PLAIN = "{\"a\":\"text of thirty-eight bytes...\"}".getBytes(ISO_8859_1);
    private static final int QUOTES = 4;

    @Test
    void beginWithTheirLowestByte() {
        assertEquals(0x0807_0605_0403_0201L, Words.at(1, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    }

    @Test
    void knowTheFirstUnusualByte() {
        for (int place = 0; place < Words.BYTES; place++) {
            for (int b = 0; b < 256; b++) {
                byte[] bytes = "plain...".getBytes(ISO_8859_1);
                bytes[place] = (byte) b;
                boolean unusual = b < 0x20 || b == '"' || b == '\\' || b >= 0x80;

                assertEquals(unusual ? place : Words.BYTES, Words.bytesBelow(Words.unusual(Words.at(0, bytes))));
            }
        }
    }

    @Test
    void countTheSpacesTheyBeginWith() {
        for (int spaces = 0; spaces <= Words.BYTES; spaces++) {
            byte[] bytes = (" ".repeat(spaces) + "\"next   ").getBytes(ISO_8859_1);

            assertEquals(spaces, Words.spaces(Words.at(0, bytes)));
        }
    }

    @Test
    void haveTheRestOfATextWithZerosAbove() {
        for (int length = 0; length <= 20; length++) {
            byte[] text = "twenty bytes of text".substring(0, length).getBytes(ISO_8859_1);
            for (int at = Math.max(0, length - Words.BYTES + 1); at < length; at++) {
                byte[] padded = new byte[at + Words.BYTES];
                System.arraycopy(text, 0, padded, 0, length);

                assertEquals(Words.at(at, padded), Words.rest(at, text));
            }
        }
    }

    @Test
    void arePlainOnlyWithTheExpectedQuotes() {
        for (int length = 0; length <= PLAIN.length; length++) {
            byte[] text = new String(PLAIN, 0, length, ISO_8859_1).getBytes(ISO_8859_1);
            for (int from = 0; from <= length; from++) {
                int quotes = (int) new String(text, ISO_8859_1)
                        .chars()
                        .skip(from)
                        .filter(c -> c == '"')
                        .count();

                assertTrue(Words.arePlain(text, from, quotes));
                assertFalse(Words.arePlain(text, from, quotes + 1));
                assertFalse(Words.arePlain(text, from, quotes - 1));
            }
        }
    }

    @Test
    void areNotPlainWithAnyUnusualByteAnywhere() {
        for (int at = 0; at < PLAIN.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] text = PLAIN.clone();
                text[at] = (byte) b;
                boolean plain = b >= 0x20 && b < 0x80 && b != '\\' && (b == '"') == (PLAIN[at] == '"');

                assertEquals(plain, Words.arePlain(text, 0, QUOTES));
            }
        }
    }

    @Test
    void goEightBytesFurtherInATextOfEightOrMore() {
        assertEquals(Words.BYTES, Words.stride(new byte[Words.BYTES]));
        assertEquals(Words.BYTES, Words.stride(new byte[1_000]));
    }
}
