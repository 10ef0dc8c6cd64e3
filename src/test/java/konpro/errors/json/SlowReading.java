package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * RFC 8259 once more, slowly and obviously, by regular expressions. Of the limits it knows that of numbers alone. What a JSON
 * text says it tells in plain Java, with each number as its digits in angle brackets.
 */
final class SlowReading {

    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern STRING = Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*\"");
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[\\[\\]{},:]|[^\\[\\]{},:\"\\s]++");
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

    /** What a JSON text says. */
    static Object read(byte[] bytes) {
        Matcher matcher = TOKEN.matcher(new String(bytes, UTF_8).replaceFirst("^\ufeff", ""));
        List<String> tokens = matcher.results().map(MatchResult::group).toList();
        return value(new ArrayDeque<>(tokens));
    }

    private static Object value(Deque<String> tokens) {
        String token = tokens.pop();
        return switch (token.charAt(0)) {
            case '{' -> object(tokens);
            case '[' -> array(tokens);
            case '"' -> string(token);
            case 't', 'f' -> Boolean.valueOf(token);
            case 'n' -> null;
            default -> "<" + token + ">";
        };
    }

    /** {@code put} leaves a name that comes again at its first place. */
    private static Map<String, Object> object(Deque<String> tokens) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String token = tokens.pop(); !token.equals("}"); token = tokens.pop()) {
            if (!token.equals(",")) {
                tokens.pop(); // the colon
                object.put(string(token), value(tokens));
            }
        }
        return object;
    }

    private static List<Object> array(Deque<String> tokens) {
        List<Object> array = new ArrayList<>();
        while (!tokens.peek().equals("]")) {
            array.add(value(tokens));
            if (tokens.peek().equals(",")) {
                tokens.pop();
            }
        }
        tokens.pop();
        return array;
    }

    private static String string(String token) {
        return ESCAPE.matcher(token.substring(1, token.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1))));
    }

    private static String unescaped(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> escape;
        };
    }

    /** The same of a value that was read. */
    static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> plain = new LinkedHashMap<>();
            object.asMap().forEach((name, member) -> plain.put(name, plain(member)));
            return plain;
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().map(SlowReading::plain).collect(Collectors.toList());
        }
        return value instanceof JsonNumber number ? "<" + number.toString() + ">" : value.toJava();
    }
}
