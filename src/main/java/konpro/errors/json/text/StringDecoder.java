package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes a string of more than plain ASCII (RFC 8259, section 7), which the scanner has found to be well-formed. */
final class StringDecoder {

    private StringDecoder() {}

    static String decode(int start, int end, byte[] text) {
        for (int at = start; at < end; at++) {
            if (text[at] == '\\') {
                return unescape(start, end, text);
            }
        }
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    /** No character takes fewer bytes than it has UTF-16 code units. */
    private static String unescape(int start, int end, byte[] text) {
        char[] chars = new char[end - start];
        int length = 0;
        for (int at = start; at < end; ) {
            byte b = text[at];
            if (b == '\\') {
                chars[length++] = escaped(text, at + 1);
                at += text[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                chars[length++] = (char) b;
                at++;
            } else {
                length += Character.toChars(codePoint(text, at), chars, length);
                at += Utf8.lengthAt(at, text);
            }
        }
        return new String(chars, 0, length);
    }

    private static char escaped(byte[] text, int at) {
        return switch (text[at]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) (hex(text[at + 1]) << 12 | hex(text[at + 2]) << 8 | hex(text[at + 3]) << 4 | hex(text[at + 4]));
            default -> (char) text[at]; // quote, backslash and slash stand for themselves
        };
    }

    private static int hex(byte digit) {
        return HexFormat.fromHexDigit(digit);
    }

    /** The character of two bytes or more that begins there (RFC 3629, section 3). */
    private static int codePoint(byte[] text, int at) {
        int lead = text[at];
        return switch (Utf8.lengthAt(at, text)) {
            case 2 -> (lead & 0x1F) << 6 | tail(text[at + 1]);
            case 3 -> (lead & 0x0F) << 12 | tail(text[at + 1]) << 6 | tail(text[at + 2]);
            default -> (lead & 0x07) << 18 | tail(text[at + 1]) << 12 | tail(text[at + 2]) << 6 | tail(text[at + 3]);
        };
    }

    private static int tail(byte b) {
        return b & 0x3F;
    }
}
