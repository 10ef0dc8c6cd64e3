package konpro.errors.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as it might come over the wire, for a fuzzer to change: the status on the first line, header fields on the next ones,
 * and behind an empty line the body.
 */
record RawAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    static RawAnswer of(byte[] bytes) {
        int head = new String(bytes, ISO_8859_1).indexOf("\n\n");
        int end = head < 0 ? bytes.length : head;
        String[] lines = new String(bytes, 0, end, UTF_8).split("\n", -1);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(end + 2, bytes.length), bytes.length);
        return new RawAnswer(status(lines[0]), headers(lines), body);
    }

    private static int status(String line) {
        return line.matches("-?[0-9]{1,9}") ? Integer.parseInt(line) : line.hashCode();
    }

    /** A line without a colon is a name without a value, as some clients have it for the status line. */
    private static Map<String, List<String>> headers(String[] lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? null : line.substring(0, colon);
            headers.computeIfAbsent(name, first -> new ArrayList<>())
                    .add(colon < 0 ? null : line.substring(colon + 1).strip());
        }
        return headers;
    }
}
