package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;

/**
 * Parses JSON, and asserts that the result is the same by all methods that read it: {@link JsonValue#parse(byte[])} with and without
 * a byte order mark, {@code parse(String)}, and {@link ErrorEnvelope#parse(byte[])}, which has a loop of its own, with the same text
 * in the details of an envelope.
 */
public final class BothInputs {

    private static final String MARK = "\ufeff";
    private static final String BEFORE_DETAIL = "{\"error\":{\"code\":\"A\",\"message\":\"m\",\"details\":{\"detail\":";

    private BothInputs() {}

    public static JsonValue parse(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        if (new String(bytes, UTF_8).equals(json)) {
            assertAgreement(bytes, json);
        }
        return JsonValue.parse(json);
    }

    public static JsonValue parse(byte[] json) {
        String text = new String(json, UTF_8);
        assertAgreement(json, Arrays.equals(text.getBytes(UTF_8), json) ? text : null);
        return JsonValue.parse(json);
    }

    /** {@return the exception that the text must cause} Its message has been compared with its other methods. */
    public static JsonParseException refusal(String json) {
        return checked(assertThrows(JsonParseException.class, () -> parse(json)));
    }

    /** The same as {@link #refusal(String)}. */
    public static JsonParseException refusal(byte[] json) {
        return checked(assertThrows(JsonParseException.class, () -> parse(json), () -> hex(json)));
    }

    /** {@return the JSON as it is on the wire} In {@code toString()}, DEL would be an escape. */
    public static String written(JsonValue value) {
        return new String(value.toBytes(), UTF_8);
    }

    /** {@return some bytes between two texts} */
    public static byte[] bytes(String before, byte[] bytes, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(UTF_8));
        all.writeBytes(bytes);
        all.writeBytes(after.getBytes(UTF_8));
        return all.toByteArray();
    }

    private static JsonParseException checked(JsonParseException refusal) {
        String start = "Expected " + refusal.expected() + " but found ";
        String end = " at line " + refusal.line() + ", column " + refusal.column() + " (byte " + refusal.offset() + ")";
        assertTrue(refusal.getMessage().startsWith(start), refusal::getMessage);
        assertTrue(refusal.getMessage().endsWith(end), refusal::getMessage);
        return refusal;
    }

    private static void assertAgreement(byte[] json, String text) {
        Object outcome = outcome(() -> JsonValue.parse(json), 0);
        if (text != null) {
            assertEquals(outcome, outcome(() -> JsonValue.parse(text), 0), () -> hex(json));
        }
        byte[] marked = bytes(MARK, json, "");
        if (!Arrays.equals(json, 0, Math.min(3, json.length), marked, 0, 3)) {
            assertEquals(outcome, outcome(() -> JsonValue.parse(marked), 3), () -> hex(json));
        }
        byte[] envelope = bytes(BEFORE_DETAIL, json, "}},\"request_id\":\"r\"}");
        assertEquals(
                outcome(() -> JsonValue.parse(envelope).get("error").get("details"), 0),
                outcome(() -> ErrorEnvelope.parse(envelope).error().details(), 0),
                () -> hex(json));
    }

    /** {@return the value, or the exception's message as it would be without so many bytes before the text} */
    private static Object outcome(Supplier<JsonValue> reading, int bytesBefore) {
        try {
            return reading.get();
        } catch (JsonParseException refusal) {
            int offset = refusal.offset();
            return refusal.getMessage().replace("(byte " + offset + ")", "(byte " + (offset - bytesBefore) + ")");
        }
    }

    private static String hex(byte[] json) {
        return HexFormat.of().formatHex(json, 0, Math.min(json.length, 1_000));
    }
}
