package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.DOCUMENTED;
import static konpro.errors.testkit.Envelopes.DOCUMENTED_JSON;
import static org.junit.jupiter.api.Assertions.*;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import konpro.errors.testkit.Nesting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorEnvelopeTest {

    private static final ErrorEnvelope WITHOUT_DETAILS =
            ErrorEnvelope.of(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource doesn't exist", "req-7");

    @Test
    void readsAndWritesTheDocumentedExampleToTheByte() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        DOCUMENTED.writeTo(stream);

        assertArrayEquals(DOCUMENTED_JSON.getBytes(UTF_8), DOCUMENTED.toBytes());
        assertEquals(DOCUMENTED_JSON, stream.toString(UTF_8));
        assertEquals(DOCUMENTED_JSON, DOCUMENTED.toJson());
        assertEquals(DOCUMENTED_JSON, DOCUMENTED.toString());
        assertEquals(DOCUMENTED, ErrorEnvelope.parse(DOCUMENTED_JSON));
        assertEquals(DOCUMENTED, ErrorEnvelope.parse(DOCUMENTED_JSON.getBytes(UTF_8)));
        assertEquals(Optional.of(DOCUMENTED), ErrorEnvelope.find(DOCUMENTED_JSON.getBytes(UTF_8)));
        assertEquals(Optional.of(DOCUMENTED), ErrorEnvelope.find(DOCUMENTED_JSON));
    }

    @Test
    void leavesOutDetailsIfThereAreNone() {
        assertEquals("""
                {"error":{"code":"RESOURCE_NOT_FOUND","message":"Requested resource doesn't exist"},\
                "request_id":"req-7"}""", WITHOUT_DETAILS.toJson());
        assertEquals(WITHOUT_DETAILS, ErrorEnvelope.parse(WITHOUT_DETAILS.toBytes()));
    }

    @Test
    void convertsToANewMapInTheOrderOfTheWire() {
        String map = "{error={code=INVALID_REQUEST, message=The request body is invalid, "
                + "details={field=avatar_id, reason=Avatar ID is required}}, request_id=req-123456}";
        Map<String, Object> changed = DOCUMENTED.toMap();
        assertEquals(map, changed.toString());
        ((Map<?, ?>) ((Map<?, ?>) changed.get("error")).get("details")).clear();
        ((Map<?, ?>) changed.get("error")).clear();
        changed.clear();

        assertEquals(map, DOCUMENTED.toMap().toString());
    }

    @Test
    void hasNoMapIfANumberIsTooLongToWriteOut() {
        ErrorEnvelope envelope = WITHOUT_DETAILS.withDetail("n", JsonValue.parse("[1e1001]"));
        String message =
                "error.details.n[0]: expected a number with an exponent from -1000 to 1000, found the number 1e1001";

        assertRefused(JsonValueException.class, message, envelope::toMap);
    }

    private static void assertRefused(Class<? extends Exception> type, String message, Executable attempt) {
        assertEquals(message, assertThrows(type, attempt).getMessage());
    }

    @Test
    void writesNewBytesEachTime() throws IOException {
        Arrays.fill(DOCUMENTED.toBytes(), (byte) 'x');
        DOCUMENTED.writeTo(new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, (byte) 'x');
            }
        });

        assertEquals(DOCUMENTED_JSON, new String(DOCUMENTED.toBytes(), UTF_8));
    }

    @Test
    void writesToAStreamWithoutFlushingOrClosingIt() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        BufferedOutputStream buffer = new BufferedOutputStream(written, 1000);

        DOCUMENTED.writeTo(buffer);
        assertEquals(0, written.size());

        WITHOUT_DETAILS.writeTo(buffer);
        buffer.flush();
        assertEquals(DOCUMENTED_JSON + WITHOUT_DETAILS.toJson(), written.toString(UTF_8));
    }

    @Test
    void throwsWhatTheStreamThrows() {
        assertRefused(IOException.class, "Pipe not connected", () -> DOCUMENTED.writeTo(new PipedOutputStream()));
    }

    @Test
    void refusesToBeWithoutErrorOrRequestId() {
        ApiError error = DOCUMENTED.error();
        String empty = "Expected a request id that is not empty; RequestId.next() makes one";

        assertRefused(NullPointerException.class, "error", () -> new ErrorEnvelope(null, "r"));
        assertRefused(NullPointerException.class, "requestId", () -> new ErrorEnvelope(error, null));
        assertRefused(IllegalArgumentException.class, empty, () -> new ErrorEnvelope(error, ""));
    }

    @Test
    void differsInEachOfItsParts() {
        ErrorEnvelope envelope = of("A", "m", JsonObject.of("a", 1, "b", 2));

        assertEquals(envelope, of("A", "m", JsonObject.of("b", 2, "a", 1)));
        assertNotEquals(envelope, of("B", "m", JsonObject.of("a", 1, "b", 2)));
        assertNotEquals(envelope, of("A", "n", JsonObject.of("a", 1, "b", 2)));
        assertNotEquals(envelope, of("A", "m", JsonObject.of("a", 1, "b", 3)));
        assertNotEquals(envelope, of("A", "m", JsonObject.of("a", 1)));
        assertNotEquals(envelope, new ErrorEnvelope(envelope.error(), "R"));
    }

    private static ErrorEnvelope of(String code, String message, JsonObject details) {
        return new ErrorEnvelope(new ApiError(code, message, details), "r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUOTA_EXHAUSTED", "INVALID_REQUEST_", "INVALID_REQUES", "invalid_request",
                "INVALID_REQUEST ", "an error, the 2nd: \\\"bad\\\"", "überfüllt 🎉", "\\ud800",
            })
    void keepsAnUnknownCodeAsItCame(String code) {
        String json = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"},\"request_id\":\"r\"}";
        ErrorEnvelope envelope = ErrorEnvelope.parse(json);

        assertEquals(json, envelope.toJson());
        assertEquals(Optional.empty(), envelope.error().knownCode());
    }

    @Test
    void isShownOnOneLine() {
        ApiError error = new ApiError("A\rB", "1\r\n2\u001B[31m3\u0000\u202E", JsonObject.of("a\rb", "c\nd"));
        String expected = """
                {"code":"A\\rB","message":"1\\r\\n2\\u001b[31m3\\u0000\\u202e","details":{"a\\rb":"c\\nd"}}""";

        assertEquals(expected, error.toString());
        assertEquals(
                "{\"error\":" + expected + ",\"request_id\":\"r\\u001b\\n\"}",
                new ErrorEnvelope(error, "r\u001B\n").toString());
    }

    /** On a stack of 256 KiB, which all tests have. */
    @Test
    void doesEverythingWithTheDeepestDetails() {
        JsonValue deep = Nesting.details(Nesting.DEEPEST).get("deep");
        ErrorEnvelope envelope = new ErrorEnvelope(ApiError.invalid("f", "r"), RequestId.next())
                .withDetail("a", deep)
                .withDetail("violations", deep);

        ErrorEnvelope same = ErrorEnvelope.parse(envelope.toBytes());
        assertEquals(envelope, same);
        assertEquals(envelope.hashCode(), same.hashCode());
        assertEquals(envelope, ErrorEnvelope.parse(same.toString()));
        assertEquals(envelope, ErrorEnvelope.parse(JsonValue.of(same.toMap()).toString()));
        ApiError shown = new ApiError("A", same.error().toString(), same.error().details());
        assertEquals(List.of(new FieldViolation("f", "r")), shown.violations());
        String tooDeep = "{\"error\":" + Nesting.text(1_000_000);
        assertEquals(Optional.empty(), ErrorEnvelope.find(tooDeep.getBytes(UTF_8)));
        assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(tooDeep));
        Map<String, Object> withinItself = new HashMap<>();
        withinItself.put("self", withinItself);
        assertThrows(IllegalArgumentException.class, () -> same.withDetail("self", withinItself));
    }
}
