package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second reader for RFC 8259, slow and obvious, by regular expressions. It reads plain Java values: maps, lists, strings after
 * an apostrophe, and every other scalar as its text. Of the limits it knows only that of numbers.
 */
final class SlowReading {

    private static final Pattern SPACE = Pattern.compile("[ \t\n\r]*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern STRING =
            Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*+(?:" + ESCAPE + "[^\"\\\\\\x00-\\x1f]*+)*+\"");
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int offset;

    private SlowReading(String text) {
        this.text = text;
    }

    /** {@return the value of a JSON text, or empty if the bytes are not one} */
    static Optional<Object> read(byte[] json) {
        String text = new String(json, UTF_8);
        if (!Arrays.equals(json, text.getBytes(UTF_8))) {
            return Optional.empty(); // not UTF-8
        }
        SlowReading reading = new SlowReading(text.replaceFirst("^\ufeff", ""));
        try {
            Object value = reading.value();
            reading.skip(SPACE);
            return reading.offset == reading.text.length() ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }

    private Object value() {
        skip(SPACE);
        return isNext("{") ? object() : isNext("[") ? array() : scalar();
    }

    /** A name that comes again stays at its first position. */
    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        each("}", () -> {
            String name = string();
            skip(SPACE);
            expect(isNext(":"));
            object.put(name, value());
        });
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        each("]", () -> array.add(value()));
        return array;
    }

    private void each(String end, Runnable part) {
        skip(SPACE);
        if (!isNext(end)) {
            do {
                skip(SPACE);
                part.run();
                skip(SPACE);
            } while (isNext(","));
            expect(isNext(end));
        }
    }

    private String scalar() {
        if (text.startsWith("\"", offset)) {
            return "'" + string();
        }
        String scalar = skip(SCALAR);
        expect(scalar.length() <= 1_000);
        return scalar;
    }

    private String string() {
        String string = skip(STRING);
        return ESCAPE.matcher(string.substring(1, string.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(decoded(escape.group(1))));
    }

    private static String decoded(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            case '"', '\\', '/' -> escape;
            default -> ("\\" + escape).translateEscapes();
        };
    }

    private boolean isNext(String token) {
        boolean next = text.startsWith(token, offset);
        offset += next ? token.length() : 0;
        return next;
    }

    private String skip(Pattern token) {
        Matcher matcher = token.matcher(text).region(offset, text.length());
        expect(matcher.lookingAt());
        offset = matcher.end();
        return matcher.group();
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }

    /** {@return the same of a value that was parsed} */
    static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> plain = new LinkedHashMap<>();
            object.asMap().forEach((name, member) -> plain.put(name, plain(member)));
            return plain;
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().map(SlowReading::plain).toList();
        }
        return value instanceof JsonString string ? "'" + string.asString() : value.toString();
    }
}
