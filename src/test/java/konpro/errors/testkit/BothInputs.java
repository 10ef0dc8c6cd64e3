package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import konpro.errors.ErrorEnvelope;

/**
 * {@link JsonValue#parse} for the tests of this package, each of which so holds the short way from bytes to an envelope as well:
 * it is gone with the text as a detail, and must end where the long way ends with the same bytes.
 */
public final class BothInputs {

    private static final byte[] BEFORE =
            "{\"error\":{\"code\":\"A\",\"message\":\"m\",\"details\":{\"detail\":".getBytes(UTF_8);
    private static final byte[] BEHIND = "}},\"request_id\":\"r\"}".getBytes(UTF_8);

    private BothInputs() {}

    public static JsonValue parse(String json) {
        if (UTF_8.newEncoder().canEncode(json)) {
            assertSameAsDetail(json.getBytes(UTF_8));
        }
        return JsonValue.parse(json);
    }

    public static JsonValue parse(byte[] json) {
        if (json != null) {
            assertSameAsDetail(json);
        }
        return JsonValue.parse(json);
    }

    /** The JSON as it is on the wire. As text, control characters would be escaped. */
    public static String written(JsonValue value) {
        return new String(value.toBytes(), UTF_8);
    }

    private static void assertSameAsDetail(byte[] json) {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        envelope.writeBytes(BEFORE);
        envelope.writeBytes(json);
        envelope.writeBytes(BEHIND);
        byte[] bytes = envelope.toByteArray();

        assertEquals(
                find(bytes).map(value -> value.get("error").get("details")),
                ErrorEnvelope.find(bytes).map(read -> read.error().details()),
                () -> HexFormat.of().formatHex(json, 0, Math.min(json.length, 1_000)));
    }

    private static Optional<JsonValue> find(byte[] json) {
        try {
            return Optional.of(JsonValue.parse(json));
        } catch (JsonParseException refusal) {
            return Optional.empty();
        }
    }
}
