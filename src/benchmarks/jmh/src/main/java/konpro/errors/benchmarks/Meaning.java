package konpro.errors.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorEnvelope;

/**
 * What a document says, so that two libraries' results can be compared: maps whatever their order, lists, strings,
 * booleans, null; and numbers by their value, since {@code 5}, {@code 5L}, {@code 5.0} and {@code "5"} as a lazy number
 * are all the same five to somebody. The documents hold no number that a {@code double} would not give back.
 */
public final class Meaning {

    private Meaning() {}

    /** @param details {@code null} or empty when there are none */
    public static Map<String, Object> envelope(String code, String message, Map<?, ?> details, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        if (details != null && !details.isEmpty()) {
            error.put("details", details);
        }
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("error", error);
        envelope.put("request_id", requestId);
        return envelope;
    }

    /** @throws AssertionError if the contestant reads or writes anything else than what the documents say */
    static <E> void check(Contestant<E> contestant, List<Document.Sample> samples) throws Exception {
        for (Document.Sample sample : samples) {
            Object meant = of(sample.meaning());
            E read = contestant.read(sample.json());
            byte[] written = contestant.write(read);
            same(
                    "konpro.errors reads",
                    meant,
                    of(ErrorEnvelope.parse(sample.json()).toMap()));
            same("it reads", meant, of(contestant.meaning(read)));
            same("it writes", meant, of(ErrorEnvelope.parse(written).toMap()));
            if (written == contestant.write(read)) {
                throw new AssertionError("The bytes are not fresh");
            }
        }
    }

    private static void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(
                    what + "\n" + shortened(actual) + "\nbut the document says\n" + shortened(expected));
        }
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }

    private static Object of(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> same = new LinkedHashMap<>();
            map.forEach((name, member) -> same.put(name, of(member)));
            return same;
        }
        if (value instanceof Collection<?> elements) {
            List<Object> same = new ArrayList<>();
            elements.forEach(element -> same.add(of(element)));
            return same;
        }
        if (value instanceof Number number) {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        }
        return value;
    }
}
