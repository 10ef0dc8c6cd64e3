package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 8259 once more, slowly and obviously, by regular expressions. Of the limits it knows that of numbers alone. */
final class SlowReading {

    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern STRING = Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*\"");
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern SPACE = Pattern.compile("[ \t\n\r]+");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\[\\]{},:]");

    /** An array or an object of nothing but strings (S) and other values (V). */
    private static final Pattern CONTAINER = Pattern.compile("\\[([SV](,[SV])*+)?]|\\{(S:[SV](,S:[SV])*+)?}");

    private SlowReading() {}

    /** Whether the bytes are well-formed UTF-8. */
    static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** Whether the bytes are a JSON text. */
    static boolean isJson(byte[] bytes) {
        return isUtf8(bytes) && isJson(new String(bytes, UTF_8).replaceFirst("^\ufeff", ""));
    }

    /** Replaces tokens by their kind, then the innermost arrays and objects by V, until nothing but one value is left. */
    private static boolean isJson(String text) {
        String kinds = kinds(text);
        for (String before = ""; !before.equals(kinds); ) {
            before = kinds;
            kinds = CONTAINER.matcher(kinds).replaceAll("V");
        }
        return kinds.matches("[SV]");
    }

    private static String kinds(String json) {
        String text = ESCAPE.matcher(json).replaceAll("#"); // plain within a string, and no token elsewhere
        StringBuilder kinds = new StringBuilder();
        Matcher matcher = STRING.matcher(text);
        for (int at = 0; at < text.length(); at = matcher.end()) {
            matcher.region(at, text.length());
            if (matcher.usePattern(STRING).lookingAt()) {
                kinds.append('S');
            } else if (matcher.usePattern(SCALAR).lookingAt() && matcher.end() - at <= 1_000) {
                kinds.append('V');
            } else if (matcher.usePattern(PUNCTUATION).lookingAt()) {
                kinds.append(matcher.group());
            } else if (!matcher.usePattern(SPACE).lookingAt()) {
                return "not a token";
            }
        }
        return kinds.toString();
    }
}
