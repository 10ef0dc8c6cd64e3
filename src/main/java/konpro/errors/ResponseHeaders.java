package konpro.errors;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The few header fields of a response, as an unmodifiable map. All are safe to send: names are tokens (RFC 9110, section 5.1),
 * and values printable ASCII. Some servers send only the low byte of other characters, which may be a line break.
 */
final class ResponseHeaders extends AbstractMap<String, String> {

    private final String[] fields; // names and values in turn

    private ResponseHeaders(String[] fields) {
        this.fields = fields;
    }

    /** {@return fields that need no check} The array must not change. */
    static ResponseHeaders ofSafe(String[] fields) {
        return new ResponseHeaders(fields);
    }

    /**
     * {@return a copy of any fields, or the same where they are checked already}
     *
     * @throws IllegalArgumentException if a name or a value is not safe
     */
    static ResponseHeaders checked(Map<String, String> headers) {
        if (headers instanceof ResponseHeaders checked) {
            return checked;
        }
        String[] fields = new String[2 * headers.size()];
        int end = 0;
        for (Map.Entry<String, String> field : headers.entrySet()) {
            if (end == fields.length) {
                fields = Arrays.copyOf(fields, end + 2); // the map grows
            }
            fields[end++] = field.getKey();
            fields[end++] = checkedValue(field.getKey(), field.getValue());
        }
        return new ResponseHeaders(Arrays.copyOf(fields, end));
    }

    static String checkedValue(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException("Expected a token as the name of header " + SafeText.of(name, 100));
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException(
                    "Expected printable ASCII without a leading space in header " + SafeText.of(name, 100));
        }
        return value;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> "!#$%&'*+-.^_`|~".indexOf(c) >= 0 || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    private static boolean isValue(String value) {
        return !value.isEmpty() && value.charAt(0) != ' ' && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return fields.length / 2;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return IntStream.range(0, size())
                        .mapToObj(i -> Map.entry(fields[2 * i], fields[2 * i + 1]))
                        .iterator();
            }
        };
    }
}
