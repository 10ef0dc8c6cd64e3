package konpro.errors.json.impl;

import java.nio.charset.StandardCharsets;

/**
 * A fixed part of a text, which is unescaped ASCII apart from its quotes.
 *
 * @param json the bytes, which must not change
 * @param quotes how many of them are quotes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Literal(byte[] json, int quotes) {

    /** {@return a literal, given with an apostrophe for each quote} */
    public static Literal of(String ascii) {
        int quotes = ascii.length() - ascii.replace("'", "").length();
        return new Literal(ascii.replace('\'', '"').getBytes(StandardCharsets.US_ASCII), quotes);
    }
}
