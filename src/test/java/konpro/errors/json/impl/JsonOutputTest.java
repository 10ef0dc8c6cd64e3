package konpro.errors.json.impl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no public method shows: that a text of unescaped ASCII is written once, and any other again. */
class JsonOutputTest {

    @Test
    void writesUnescapedAsciiOnce() {
        JsonOutput out = new JsonOutput(15);
        out.literal(Literal.of("{'name':"));
        out.string("text");
        out.literal(Literal.of("}"));

        assertTrue(out.isComplete());
        assertEquals("{\"name\":\"text\"}", new String(out.toBytes(), US_ASCII));
    }

    /** Of lengths with and without a rest, and beyond the sums of a block. */
    @Test
    void recognisesUnescapedAsciiByItsQuotesAlone() {
        IntStream.of(0, 1, 7, 8, 9, 15, 16, 17, 24, 2_031, 2_032, 2_033, 2_039, 2_040, 2_041, 4_077)
                .forEach(length -> {
                    byte[] text = new byte[length];
                    Arrays.fill(text, (byte) '"');
                    assertTrue(Words.isUnescapedAscii(text, length));
                    Arrays.fill(text, (byte) '~');
                    assertTrue(Words.isUnescapedAscii(text, 0));
                    for (int at = 0; at < length; at++) {
                        for (int c : new int[] {'"', '\\', 0x1F, 0, 0x80, 0xFF}) {
                            text[at] = (byte) c;
                            assertFalse(Words.isUnescapedAscii(text, 0));
                            assertEquals(c == '"', Words.isUnescapedAscii(text, 1));
                        }
                        text[at] = ' ';
                        assertTrue(Words.isUnescapedAscii(text, 0));
                    }
                });
    }
}
