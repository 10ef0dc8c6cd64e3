package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.DOCUMENTED;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.Nesting;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ErrorEnvelope#parse(byte[])} takes for an envelope, and what it says of all else. */
class ErrorEnvelopeParseTest {

    private static final byte[] DOCUMENTED_BYTES = DOCUMENTED.toBytes();

    /** What the texts here say that are envelopes. */
    private static final ErrorEnvelope PLAIN = new ErrorEnvelope(new ApiError("A", "m", JsonObject.of()), "r");

    private static final String PLAIN_JSON = "{\"error\":{\"code\":\"A\",\"message\":\"m\"},\"request_id\":\"r\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the root
            null                                                       | expected an object, found null
            true                                                       | expected an object, found a boolean
            400                                                        | expected an object, found a number
            "error"                                                    | expected an object, found a string
            []                                                         | expected an object, found an array
            [{"error":{"code":"A","message":"m"},"request_id":"r"}]    | expected an object, found an array

            # error
            {}                                                         | error: expected a value, found nothing
            {"request_id":"r"}                                         | error: expected a value, found nothing
            {"Error":{"code":"A","message":"m"},"request_id":"r"}      | error: expected a value, found nothing
            {"code":"A","message":"m","request_id":"r"}                | error: expected a value, found nothing
            {"error":null,"request_id":"r"}                            | error: expected an object, found null
            {"error":false,"request_id":"r"}                           | error: expected an object, found a boolean
            {"error":400,"request_id":"r"}                             | error: expected an object, found a number
            {"error":"A","request_id":"r"}                             | error: expected an object, found a string
            {"error":[],"request_id":"r"}                              | error: expected an object, found an array

            # code
            {"error":{},"request_id":"r"}                              | error.code: expected a value, found nothing
            {"error":{"message":"m"},"request_id":"r"}                 | error.code: expected a value, found nothing
            {"error":{"message":"m"},"code":"A","request_id":"r"}      | error.code: expected a value, found nothing
            {"error":{"code":null,"message":"m"},"request_id":"r"}     | error.code: expected a string, found null
            {"error":{"code":true,"message":"m"},"request_id":"r"}     | error.code: expected a string, found a boolean
            {"error":{"code":400,"message":"m"},"request_id":"r"}      | error.code: expected a string, found a number
            {"error":{"code":{},"message":"m"},"request_id":"r"}       | error.code: expected a string, found an object
            {"error":{"code":["A"],"message":"m"},"request_id":"r"}    | error.code: expected a string, found an array
            {"error":{"code":"","message":"m"},"request_id":"r"} \
            | error.code: expected a string that is not empty, found an empty one

            # message
            {"error":{"code":"A"},"request_id":"r"}                    | error.message: expected a value, found nothing
            {"error":{"code":"A"},"message":"m","request_id":"r"}      | error.message: expected a value, found nothing
            {"error":{"code":"A","message":null},"request_id":"r"}     | error.message: expected a string, found null
            {"error":{"code":"A","message":true},"request_id":"r"}     | error.message: expected a string, found a boolean
            {"error":{"code":"A","message":400},"request_id":"r"}      | error.message: expected a string, found a number
            {"error":{"code":"A","message":{}},"request_id":"r"}       | error.message: expected a string, found an object
            {"error":{"code":"A","message":["m"]},"request_id":"r"}    | error.message: expected a string, found an array

            # details
            {"error":{"code":"A","message":"m","details":true},"request_id":"r"} \
            | error.details: expected an object, found a boolean
            {"error":{"code":"A","message":"m","details":400},"request_id":"r"} \
            | error.details: expected an object, found a number
            {"error":{"code":"A","message":"m","details":""},"request_id":"r"} \
            | error.details: expected an object, found a string
            {"error":{"code":"A","message":"m","details":[]},"request_id":"r"} \
            | error.details: expected an object, found an array

            # request_id
            {"error":{"code":"A","message":"m"}}                       | request_id: expected a value, found nothing
            {"error":{"code":"A","message":"m"},"requestId":"r"}       | request_id: expected a value, found nothing
            {"error":{"code":"A","message":"m","request_id":"r"}}      | request_id: expected a value, found nothing
            {"error":{"code":"A","message":"m"},"request_id":null}     | request_id: expected a string, found null
            {"error":{"code":"A","message":"m"},"request_id":true}     | request_id: expected a string, found a boolean
            {"error":{"code":"A","message":"m"},"request_id":7}        | request_id: expected a string, found a number
            {"error":{"code":"A","message":"m"},"request_id":{}}       | request_id: expected a string, found an object
            {"error":{"code":"A","message":"m"},"request_id":["r"]}    | request_id: expected a string, found an array
            {"error":{"code":"A","message":"m"},"request_id":""} \
            | request_id: expected a string that is not empty, found an empty one

            # a name twice: the last one counts, and it is the wrong one
            {"error":{"code":"A","message":"m"},"error":7,"request_id":"r"} \
            | error: expected an object, found a number
            {"error":{"code":"A","message":"m"},"error":{"code":"A"},"request_id":"r"} \
            | error.message: expected a value, found nothing
            {"error":{"code":"A","message":"m","code":7},"request_id":"r"} \
            | error.code: expected a string, found a number
            {"error":{"code":"A","message":"m","c\\u006fde":""},"request_id":"r"} \
            | error.code: expected a string that is not empty, found an empty one
            {"error":{"code":"A","message":"m","message":null},"request_id":"r"} \
            | error.message: expected a string, found null
            {"error":{"code":"A","details":{},"message":"m","details":[]},"request_id":"r"} \
            | error.details: expected an object, found an array
            {"request_id":"r","error":{"code":"A","message":"m"},"request_id":false} \
            | request_id: expected a string, found a boolean
            """)
    void refusesJsonThatIsNoEnvelope(String json, String message) {
        JsonValueException ofBytes =
                assertThrows(JsonValueException.class, () -> ErrorEnvelope.parse(json.getBytes(UTF_8)));
        JsonValueException ofString = assertThrows(JsonValueException.class, () -> ErrorEnvelope.parse(json));

        assertEquals(message, ofBytes.getMessage());
        assertEquals(message, ofString.getMessage());
        assertEquals(message.replaceFirst(":? ?expected .*", ""), ofBytes.path());
        assertEquals(Optional.empty(), ErrorEnvelope.find(json.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # broken JSON
            ``                                                             | a JSON value | the end of the text | 0
            <html>                                                         | a JSON value | '<' | 0
            {"error":{"code":"A","message":"m"},"request_id":"r"           | ',' or '}' | the end of the text | 52
            {"error":{"code":"A","message":"m"},"request_id":"r}           | a closing quote | the end of the text | 52
            {"error":{"code":"A","message":"m"},"request_id":"r"}}         | the end of the text | '}' | 53
            {"error":{"code":"A","message":"m"},"request_id":"r",}         | a member name in quotes | '}' | 53
            {"error":{"code":"A","message":"m",},"request_id":"r"}         | a member name in quotes | '}' | 35
            {"error":{"code":"A" "message":"m"},"request_id":"r"}          | ',' or '}' | '"' | 21
            {"error":{"code" "A","message":"m"},"request_id":"r"}          | ':' | '"' | 17
            {error:{"code":"A","message":"m"},"request_id":"r"}            | a member name in quotes | 'e' | 1
            {"error":{"code":'A',"message":"m"},"request_id":"r"}          | a JSON value | ''' | 17

            # broken JSON in what is passed over
            {"x":tru,"error":{"code":"A","message":"m"},"request_id":"r"}  | 'true' | ',' | 8
            {"error":{"x":01,"code":"A","message":"m"},"request_id":"r"}   | no digit after a leading zero | '1' | 15
            {"error":{"code":"A","message":"m"},"request_id":"r","x":[{"y":"\\x"}]} \
            | one of " \\ / b f n r t u after a backslash | 'x' | 65
            {"error":7,"error":{"code":"A","code":[1,],"message":"m"},"request_id":"r"} \
            | a JSON value | ']' | 41

            # broken JSON after what is no envelope
            [7,                                                            | a JSON value | the end of the text | 3
            {"error":7,"request_id":}                                      | a JSON value | '}' | 24
            {"error":{"code":""},"error":{"code":"A","message":"m"},"request_id":"r" \
            | ',' or '}' | the end of the text | 72
            """, quoteCharacter = '`')
    void refusesWhatIsNotJson(String json, String expected, String found, int offset) {
        assertNotJson(message(expected, found, offset), json.getBytes(UTF_8));
        assertNotJson(message(expected, found, offset), json);
    }

    @ParameterizedTest
    @CsvSource({"A, C0 80", "m, ED A0 80", "r, FF", "code, E2 82", "x, F4 90 80 80", "y, 80"})
    void refusesMalformedUtf8AtAnyOffset(String text, String malformed) {
        String json = PLAIN_JSON.replace("\"r\"", "\"r\",\"x\":[\"y\"]");
        int offset = json.indexOf("\"" + text + "\"") + 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(json.substring(0, offset).getBytes(UTF_8));
        bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(malformed));
        bytes.writeBytes(json.substring(offset).getBytes(UTF_8));

        assertNotJson(message("well-formed UTF-8", "byte 0x" + malformed.substring(0, 2), offset), bytes.toByteArray());
    }

    @Test
    void refusesAStringWithAnUnpairedSurrogateThatIsNotEscaped() {
        String json = PLAIN_JSON.replace("\"A\"", "\"\uD800\"");

        assertNotJson(message("well-formed UTF-8", "byte 0xED", 18), json);
    }

    @Test
    void refusesWhatNestsTooDeepEvenWhereItIsPassedOver() {
        String fits = "{\"x\":" + Nesting.text(127) + "," + PLAIN_JSON.substring(1);
        String tooDeep = "{\"x\":" + Nesting.text(128) + "," + PLAIN_JSON.substring(1);
        int offset = tooDeep.indexOf("\"ground\"") - "{\"deeper\":".length();

        assertReads(PLAIN, fits);
        assertNotJson(message("at most 128 nested arrays and objects", "'{'", offset), tooDeep);
    }

    @Test
    void refusesANumberThatIsTooLongEvenWhereItIsPassedOver() {
        String fits = "{\"x\":" + "1".repeat(1000) + "," + PLAIN_JSON.substring(1);
        String tooLong = "{\"x\":" + "1".repeat(1001) + "," + PLAIN_JSON.substring(1);

        assertReads(PLAIN, fits);
        assertNotJson(message("a number of at most 1000 characters", "'1'", 1005), tooLong);
    }

    private static String message(String expected, String found, int offset) {
        return "Expected " + expected + " but found " + found + " at line 1, column " + (offset + 1) + " (byte "
                + offset + ")";
    }

    private static void assertNotJson(String message, String json) {
        assertEquals(
                message,
                assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(json))
                        .getMessage());
    }

    private static void assertNotJson(String message, byte[] json) {
        assertEquals(
                message,
                assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(json))
                        .getMessage());
        assertEquals(Optional.empty(), ErrorEnvelope.find(json));
    }

    @Test
    void saysInWhichLineAndColumnTheJsonBreaksOff() {
        assertNotJson("Expected ':' but found '}' at line 3, column 11 (byte 26)", """
                {
                 "error": {
                  "code€" }""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"message":"m","code":"A"},"request_id":"r"}
            {"request_id":"r","error":{"code":"A","message":"m"}}
            {"request_id":"r","error":{"message":"m","code":"A"}}
            {"error":{"code":"A","details":{},"message":"m"},"request_id":"r"}
            {"error":{"details":{},"message":"m","code":"A"},"request_id":"r"}
            """)
    void readsMembersInAnyOrder(String json) {
        assertReads(PLAIN, json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"\\u0065rror":{"c\\u006fde":"A","messag\\u0065":"m"},"request\\u005Fid":"r"}
            {"error":{"\\u0063\\u006F\\u0064\\u0065":"\\u0041","message":"\\u006d","det\\u0061ils":null},"request_id":"\\u0072"}
            """)
    void readsEscapedMemberNamesAndValues(String json) {
        assertReads(PLAIN, json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # of every type, at every place
            {"a":null,"error":{"b":true,"code":"A","c":-1.5e3,"message":"m","d":"x"},"e":[],"request_id":"r","f":{}}
            {"a":[{"error":{"code":"B"}}],"error":{"code":"A","b":{"code":"B"},"message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m"},"request_id":"r","x":[[],{},[{"y":[false]}],"]}","\\"","\\\\"]}
            # that are known elsewhere
            {"code":"B","message":"n","details":7,"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m","error":7,"request_id":"q"},"request_id":"r"}
            # whose names are nearly known
            {"":1,"e":2,"erro":3,"errors":4,"ERROR":5,"error\\u0000":6,"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"cod":1,"codes":2,"Code":3," code":4,"message ":5,"code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m","detail":1,"Details":2,"d\\u00e9tails":3},"request_id":"r"}
            {"error":{"code":"A","message":"m"},"request_id":"r","request-id":1,"requestId":2,"request_i":3,"request_ids":4}
            # that come twice
            {"x":1,"x":2,"error":{"y":[1],"code":"A","y":{},"message":"m"},"request_id":"r","x":3}
            """)
    void passesOverUnknownMembers(String json) {
        assertReads(PLAIN, json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":7,"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":"B","message":"n","details":{"a":1}},"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{},"request_id":"r","\\u0065rror":{"code":"A","message":"m"}}
            {"error":{"code":"B","code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":7,"message":"m","code":"A"},"request_id":"r"}
            {"error":{"code":"","c\\u006fde":"A","message":"m"},"request_id":"r"}
            {"error":{"c\\u006fde":"B","message":"m","code":"A"},"request_id":"r"}
            {"error":{"code":"A","message":"n","message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":[],"message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m","details":[],"details":{}},"request_id":"r"}
            {"error":{"code":"A","message":"m","details":{"a":1},"details":null},"request_id":"r"}
            {"request_id":"q","error":{"code":"A","message":"m"},"request_id":"r"}
            {"request_id":7,"request_id":"","error":{"code":"A","message":"m"},"request_id":"r"}
            """)
    void countsTheLastOfSeveralMembersOfOneName(String json) {
        assertReads(PLAIN, json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", " { } "})
    void readsNullAndEmptyDetailsAsNone(String details) {
        assertReads(PLAIN, PLAIN_JSON.replace("\"m\"", "\"m\",\"details\":" + details));
    }

    @Test
    void keepsDetailsAsTheyCame() {
        String json = """
                {"error":{"code":"A","message":"m","details":{"z":2.50,"a":-0,"code":"B","n":1E400,\
                "list":[null,true,"\\ud800"],"":{"request_id":"q"}}},"request_id":"r"}""";

        assertEquals(json, ErrorEnvelope.parse(json).toJson());
    }

    @Test
    void namesAValueWithinTheDetailsByItsWayFromThem() {
        String json = PLAIN_JSON.replace("\"m\"", "\"m\",\"details\":{\"limits\":[\"many\"]}");
        JsonObject details = ErrorEnvelope.parse(json).error().details();

        assertEquals(
                "limits[0]: expected a number, found a string",
                assertThrows(
                                JsonValueException.class,
                                () -> details.get("limits").get(0).asInt())
                        .getMessage());
    }

    @Test
    void readsAnEmptyMessage() {
        assertReads(
                new ErrorEnvelope(new ApiError("A", "", JsonObject.of()), "r"), PLAIN_JSON.replace("\"m\"", "\"\""));
    }

    @Test
    void readsWhiteSpaceBetweenAnyTokens() {
        assertReads(PLAIN, PLAIN_JSON.replaceAll("[{}:,]", " \t\r\n$0 \t\r\n"));
    }

    @Test
    void skipsOneByteOrderMark() {
        assertReads(PLAIN, "\uFEFF" + PLAIN_JSON);
        assertNotJson(
                "Expected a JSON value but found byte 0xEF at line 1, column 1 (byte 3)",
                ("\uFEFF\uFEFF" + PLAIN_JSON).getBytes(UTF_8));
    }

    @Test
    void keepsNothingOfTheBytes() {
        byte[] bytes = DOCUMENTED_BYTES.clone();
        ErrorEnvelope envelope = ErrorEnvelope.parse(bytes);
        Arrays.fill(bytes, (byte) 'x');

        assertEquals(DOCUMENTED, envelope);
    }

    @Test
    void findsNothingInNullOrEmptyBytes() {
        assertEquals(Optional.empty(), ErrorEnvelope.find((byte[]) null));
        assertEquals(Optional.empty(), ErrorEnvelope.find(new byte[0]));
    }

    @Test
    void findsInStringsWhatItFindsInBytes() {
        assertEquals(
                Optional.of(DOCUMENTED), ErrorEnvelope.find(new String(DOCUMENTED_BYTES, UTF_8)));
        assertEquals(Optional.empty(), ErrorEnvelope.find((String) null));
        assertEquals(Optional.empty(), ErrorEnvelope.find(""));
        assertEquals(Optional.empty(), ErrorEnvelope.find("{}"));
    }

    @Test
    void findsNothingInAnEnvelopeThatBreaksOff() {
        for (int length = 0; length < DOCUMENTED_BYTES.length; length++) {
            byte[] beginning = Arrays.copyOf(DOCUMENTED_BYTES, length);

            assertEquals(Optional.empty(), ErrorEnvelope.find(beginning), () -> new String(beginning, UTF_8));
        }
    }

    private static void assertReads(ErrorEnvelope expected, String json) {
        assertEquals(expected, ErrorEnvelope.parse(json.getBytes(UTF_8)));
        assertEquals(expected, ErrorEnvelope.parse(json));
        assertEquals(Optional.of(expected), ErrorEnvelope.find(json.getBytes(UTF_8)));
    }
}
