package konpro.errors.json.text;

import java.util.HexFormat;

/** Decodes a string of more than plain ASCII (RFC 8259, section 7), which the scanner has found to be well-formed. */
final class StringDecoder {

    private StringDecoder() {}

    /** No character takes fewer bytes than it has UTF-16 code units. */
    static String decode(int start, int end, byte[] text) {
        char[] chars = new char[end - start];
        int length = 0;
        int at = start;
        while (at < end) {
            byte b = text[at];
            if (b == '\\') {
                chars[length++] = escaped(text, at + 1);
                at += text[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                chars[length++] = (char) b;
                at++;
            } else if (Utf8.isLeadOfTwo(b)) {
                chars[length++] = (char) ((b & 0x1F) << 6 | tail(text[at + 1]));
                at += 2;
            } else if (Utf8.isLeadOfThree(b)) {
                chars[length++] = (char) ((b & 0x0F) << 12 | tail(text[at + 1]) << 6 | tail(text[at + 2]));
                at += 3;
            } else {
                int codePoint =
                        (b & 0x07) << 18 | tail(text[at + 1]) << 12 | tail(text[at + 2]) << 6 | tail(text[at + 3]);
                chars[length++] = Character.highSurrogate(codePoint);
                chars[length++] = Character.lowSurrogate(codePoint);
                at += 4;
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

    private static int tail(byte b) {
        return b & 0x3F;
    }
}
