package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.DOCUMENTED;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ErrorEnvelope#parse(byte[])} reads as an envelope, and what it says of anything else. */
class ErrorEnvelopeParseTest {

    private static final ErrorEnvelope PLAIN = new ErrorEnvelope(new ApiError("A", "m", JsonObject.of()), "r");
    private static final String PLAIN_JSON = "{\"error\":{\"code\":\"A\",\"message\":\"m\"},\"request_id\":\"r\"}";

    // ---- JSON that is no envelope

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''              | an object | %s
            error:          | an object | {"error":%s,"request_id":"r"}
            error.code:     | a string  | {"error":{"code":%s,"message":"m"},"request_id":"r"}
            error.message:  | a string  | {"error":{"code":"A","message":%s},"request_id":"r"}
            error.details:  | an object | {"error":{"code":"A","message":"m","details":%s},"request_id":"r"}
            request_id:     | a string  | {"error":{"code":"A","message":"m"},"request_id":%s}
            """)
    void refusesAValueOfAnyOtherType(String path, String expected, String json) {
        List<String> values = List.of("null", "true", "7", "\"A\"", "{}", "[\"A\",{}]");
        List<String> types = List.of("null", "a boolean", "a number", "a string", "an object", "an array");
        for (int i = 0; i < types.size(); i++) {
            boolean isAbsence = path.equals("error.details:") && i == 0;
            if (!types.get(i).equals(expected) && !isAbsence) {
                String message = path + " expected " + expected + ", found " + types.get(i);
                assertNoEnvelope(message.strip(), json.formatted(values.get(i)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a member is missing
            {}                                                         | error: expected a value, found nothing
            {"request_id":"r"}                                         | error: expected a value, found nothing
            {"Error":{"code":"A","message":"m"},"request_id":"r"}      | error: expected a value, found nothing
            {"code":"A","message":"m","request_id":"r"}                | error: expected a value, found nothing
            {"error":{}}                                               | error.code: expected a value, found nothing
            {"error":{},"request_id":"r"}                              | error.code: expected a value, found nothing
            {"error":{"message":"m"},"request_id":"r"}                 | error.code: expected a value, found nothing
            {"error":{"message":"m"},"code":"A","request_id":"r"}      | error.code: expected a value, found nothing
            {"error":{"code":"A"},"request_id":"r"}                    | error.message: expected a value, found nothing
            {"error":{"code":"A"},"message":"m","request_id":"r"}      | error.message: expected a value, found nothing
            {"error":{"code":"A","message":"m"}}                       | request_id: expected a value, found nothing
            {"error":{"code":"A","message":"m"},"requestId":"r"}       | request_id: expected a value, found nothing
            {"error":{"code":"A","message":"m","request_id":"r"}}      | request_id: expected a value, found nothing
            # a string is empty
            {"error":{"code":"","message":"m"},"request_id":"r"} | error.code: expected a string that is not empty, found an empty one
            {"error":{"code":"A","message":"m"},"request_id":""} | request_id: expected a string that is not empty, found an empty one
            # several members are wrong: the first of the envelope is reported
            {"error":{"code":1,"message":2,"details":3},"request_id":4}         | error.code: expected a string, found a number
            {"request_id":4,"error":{"details":3,"message":2,"code":"A"}}       | error.message: expected a string, found a number
            {"error":{"code":"A","message":true,"details":3},"request_id":{}}   | error.message: expected a string, found a boolean
            {"error":{"code":"A","message":"m","details":"x"},"request_id":7}   | error.details: expected an object, found a string
            # a name comes twice: the last one counts, and it is the wrong one
            {"error":{"code":"A","message":"m"},"error":7,"request_id":"r"}     | error: expected an object, found a number
            {"error":{"code":"A","message":"m"},"error":{"code":"A"},"request_id":"r"} | error.message: expected a value, found nothing
            {"error":{"code":"A","message":"m","code":7},"request_id":"r"}      | error.code: expected a string, found a number
            {"error":{"code":"A","message":"m","c\\u006fde":7},"request_id":"r"} | error.code: expected a string, found a number
            {"error":{"code":"A","message":"m","message":null},"request_id":"r"} | error.message: expected a string, found null
            {"error":{"code":"A","details":{},"message":"m","details":1},"request_id":"r"} \
            | error.details: expected an object, found a number
            {"request_id":"r","error":{"code":"A","message":"m"},"request_id":false} | request_id: expected a string, found a boolean
            """)
    void refusesJsonThatIsNoEnvelope(String json, String message) {
        assertNoEnvelope(message, json);
    }

    private static void assertNoEnvelope(String message, String json) {
        JsonValueException refused =
                assertThrows(JsonValueException.class, () -> ErrorEnvelope.parse(json.getBytes(UTF_8)));

        assertEquals(message, refused.getMessage());
        assertEquals(message.replaceFirst(":? ?expected .*", ""), refused.path());
        assertMessage(message, JsonValueException.class, json);
        assertEquals(Optional.empty(), ErrorEnvelope.find(json.getBytes(UTF_8)));
    }

    private static void assertMessage(String message, Class<? extends Exception> type, String json) {
        assertEquals(
                message, assertThrows(type, () -> ErrorEnvelope.parse(json)).getMessage());
    }

    // ---- invalid JSON

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                             | a JSON value | the end of the text | 0
            <html>                                                         | a JSON value | '<' | 0
            {"error":{"code":"A","message":"m"},"request_id":"r"           | ',' or '}' | the end of the text | 52
            {"error":{"code":"A","message":"m"},"request_id":"r}           | a closing quote | the end of the text | 52
            {"error":{"code":"A","message":"m"},"request_id":"r"}}         | the end of the text | '}' | 53
            {"error":{"code":"A","message":"m"},"request_id":"r",}         | a member name in quotes | '}' | 53
            {"error":{"code":"A" "message":"m"},"request_id":"r"}          | ',' or '}' | '"' | 21
            {"error":{"code":"A","message":"m"}"request_id":"r"}           | ',' or '}' | '"' | 35
            {"error":{"code" "A","message":"m"},"request_id":"r"}          | ':' | '"' | 17
            # in what is skipped, and after what is no envelope
            {"error":{"x":01,"code":"A","message":"m"},"request_id":"r"}   | no digit after a leading zero | '1' | 15
            {"error":7,"error":{"code":"A","code":[1,],"message":"m"},"request_id":"r"} | a JSON value | ']' | 41
            [7,                                                            | a JSON value | the end of the text | 3
            {"error":5                                                     | ',' or '}' | the end of the text | 10
            {"error":{"code":1,"message":2,"details":3},"request_id":4}}   | the end of the text | '}' | 59
            """)
    void refusesInvalidJsonBeforeAnythingElse(String json, String expected, String found, int offset) {
        assertInvalid(expected, found, offset, json.getBytes(UTF_8));
        assertMessage(message(expected, found, offset), JsonParseException.class, json);
    }

    private static void assertInvalid(String expected, String found, int offset, byte[] json) {
        JsonParseException refused = assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(json));

        assertEquals(message(expected, found, offset), refused.getMessage());
        assertEquals(Optional.empty(), ErrorEnvelope.find(json));
    }

    private static String message(String expected, String found, int offset) {
        return "Expected %s but found %s at line 1, column %d (byte %d)".formatted(expected, found, offset + 1, offset);
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

        assertInvalid("well-formed UTF-8", "byte 0x" + malformed.substring(0, 2), offset, bytes.toByteArray());
        String surrogate = json.substring(0, offset) + "\uD800" + json.substring(offset);
        assertMessage(message("well-formed UTF-8", "byte 0xED", offset), JsonParseException.class, surrogate);
    }

    @Test
    void skipsOneByteOrderMark() {
        assertReads(PLAIN, "\uFEFF" + PLAIN_JSON);
        String message = "Expected a JSON value but found byte 0xEF at line 1, column 1 (byte 3)";
        assertMessage(message, JsonParseException.class, "\uFEFF\uFEFF" + PLAIN_JSON);
    }

    @Test
    void saysInWhichLineAndColumnTheJsonBreaksOff() {
        String json = "{\n \"error\": {\n  \"code€\" }";
        assertMessage("Expected ':' but found '}' at line 3, column 11 (byte 26)", JsonParseException.class, json);
    }

    @Test
    void refusesWhatIsTooLongOrTooDeepEvenWhereItIsSkipped() {
        String json = "{\"x\":%s," + PLAIN_JSON.substring(1);
        byte[] tooLong = json.formatted("1".repeat(1001)).getBytes(UTF_8);
        byte[] tooDeep = json.formatted("[".repeat(128) + "]".repeat(128)).getBytes(UTF_8);

        assertReads(PLAIN, json.formatted("1".repeat(1000)));
        assertInvalid("a number of at most 1000 characters", "'1'", 1005, tooLong);
        assertInvalid("at most 128 nested arrays and objects", "'['", 132, tooDeep);
    }

    /** The envelope itself is one level, its error another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [      | ]
            {"a":  | }
            [{"a": | }]
            {"a":[ | ]}
            """)
    void countsTheLevelsOfWhatItSkips(String opening, String closing) {
        int times = 126 / closing.length();
        String deepest = opening.repeat(times) + "1" + closing.repeat(times);
        String json = "{\"x\":[%s],\"error\":{\"code\":\"A\",\"x\":%s,\"message\":\"m\"},\"request_id\":\"r\"}";

        assertReads(PLAIN, json.formatted(deepest, deepest));
        for (String tooDeep : List.of(
                json.formatted("[" + deepest + "]", deepest),
                json.formatted(deepest, "[" + deepest + "]"),
                "{\"x\":" + opening.repeat(1_000_000),
                "{\"error\":{\"x\":" + opening.repeat(1_000_000))) {
            Exception refused = assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(tooDeep));
            String expected = "Expected at most 128 nested arrays and objects but found '";
            assertEquals(expected, refused.getMessage().substring(0, expected.length()));
        }
    }

    // ---- envelopes

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in any order
            {"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"message":"m","code":"A"},"request_id":"r"}
            {"request_id":"r","error":{"code":"A","message":"m"}}
            {"request_id":"r","error":{"message":"m","code":"A"}}
            {"error":{"code":"A","details":{},"message":"m"},"request_id":"r"}
            {"error":{"details":{},"message":"m","code":"A"},"request_id":"r"}
            # with escaped names and values
            {"\\u0065rror":{"c\\u006fde":"A","messag\\u0065":"m"},"request\\u005Fid":"r"}
            {"error":{"\\u0063\\u006F\\u0064\\u0065":"\\u0041","message":"\\u006d","det\\u0061ils":null},"request_id":"\\u0072"}
            # with details that are none
            {"error":{"code":"A","message":"m","details":null},"request_id":"r"}
            {"error":{"code":"A","message":"m","details": { } },"request_id":"r"}
            # with other members of every type
            {"a":null,"error":{"b":true,"code":"A","c":-1.5e3,"message":"m","d":"x"},"e":[],"request_id":"r","f":{}}
            {"a":[{"error":{"code":"B"}}],"error":{"code":"A","b":{"code":"B"},"message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m"},"request_id":"r","x":[[],{},[{"y":[false]}],"]}","\\"","\\\\"]}
            # with other members that are known elsewhere
            {"code":"B","message":"n","details":7,"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m","error":7,"request_id":"q"},"request_id":"r"}
            # with other members whose names are nearly known
            {"":1,"e":2,"erro":3,"errors":4,"ERROR":5,"error\\u0000":6,"error":{"code":"A","message":"m"},"request_id":"r"}
            {"error":{"cod":1,"codes":2,"Code":3," code":4,"message ":5,"codé":6,"\\n":7,"code":"A","message":"m"},"request_id":"r"}
            {"error":{"code":"A","message":"m","detail":1,"Details":2,"d\\u00e9tails":3},"request_id":"r"}
            {"error":{"code":"A","message":"m"},"request_id":"r","request-id":1,"requestId":2,"request_i":3,"request_ids":4}
            # with other members that come several times
            {"x":1,"x":2,"error":{"y":[1],"code":"A","y":{},"message":"m"},"request_id":"r","x":3}
            # with members that come several times: the last one counts
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
    void readsTheSameEnvelope(String json) {
        assertReads(PLAIN, json);
    }

    private static void assertReads(ErrorEnvelope expected, String json) {
        assertEquals(expected, ErrorEnvelope.parse(json.getBytes(UTF_8)));
        assertEquals(expected, ErrorEnvelope.parse(json));
        assertEquals(Optional.of(expected), ErrorEnvelope.find(json.getBytes(UTF_8)));
        assertEquals(Optional.of(expected), ErrorEnvelope.find(json));
    }

    @Test
    void readsWhiteSpaceBetweenAnyTokens() {
        assertReads(PLAIN, PLAIN_JSON.replaceAll("[{}:,]", " \t\r\n$0 \t\r\n"));
    }

    @Test
    void readsAnEmptyMessage() {
        ErrorEnvelope envelope = new ErrorEnvelope(new ApiError("A", "", JsonObject.of()), "r");
        assertReads(envelope, PLAIN_JSON.replace("\"m\"", "\"\""));
    }

    @Test
    void keepsDetailsAsTheyCame() {
        String json = """
                {"error":{"code":"A","message":"m","details":{"z":2.50,"a":-0,"code":"B","n":1E400,\
                "list":[null,true,"\\ud800"],"":{"request_id":"q"}}},"request_id":"r"}""";
        ErrorEnvelope envelope = ErrorEnvelope.parse(json);

        assertEquals(json, envelope.toJson());
        JsonObject details = envelope.error().details(); // paths begin there
        Exception refused = assertThrows(
                JsonValueException.class, () -> details.get("list").get(1).asInt());
        assertEquals("list[1]: expected a number, found a boolean", refused.getMessage());
    }

    @Test
    void keepsNothingOfTheBytes() {
        byte[] bytes = DOCUMENTED.toBytes();
        ErrorEnvelope envelope = ErrorEnvelope.parse(bytes);
        Arrays.fill(bytes, (byte) 'x');

        assertEquals(DOCUMENTED, envelope);
    }

    @Test
    void findsNothingInNull() {
        assertEquals(Optional.empty(), ErrorEnvelope.find((byte[]) null));
        assertEquals(Optional.empty(), ErrorEnvelope.find((String) null));
    }

    // ---- the same as from a tree of values

    /** Cut at each byte, without it, with it twice, and with every other instead that means something in JSON, or does not. */
    @Test
    void readsDamagedDocumentsAsFromATree() {
        byte[] others = utf8("'\\/{}[]:,.-+ \n\t01eEtfnua_A~\0\u007F\u0080é☃😀");
        documents().map(ErrorEnvelopeParseTest::utf8).forEach(document -> {
            for (int at = 0; at < document.length; at++) {
                assertReadAsFromTree(Arrays.copyOf(document, at));
                assertReadAsFromTree(damaged(document, at, 1));
                assertReadAsFromTree(damaged(document, at, 0, document[at]));
                for (byte other : others) {
                    assertReadAsFromTree(damaged(document, at, 1, other));
                }
            }
        });
    }

    private static byte[] damaged(byte[] document, int at, int lost, byte... inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(document, 0, at);
        out.writeBytes(inserted);
        out.write(document, at + lost, document.length - at - lost);
        return out.toByteArray();
    }

    private static Stream<String> documents() {
        Stream<String> documented =
                Stream.of(ErrorCode.values()).map("{'error':{'code':'%s','message':''},'request_id':'r'}"::formatted);
        String others = """
                {'error':{'code':'A','message':'The body is invalid','details':{'field':'a','reason':'b'}},'request_id':'r'}
                {'error':{'code':'Gr\\u00fcn','message':'ö ☃ 😀','details':{'field':'größe','reason':'名\\n'}},'request_id':'ü'}
                {'error':{'code':'A','message':'m','details':{'field':'a','reason':'b','x':[1,-0,12345678901234567890]}},'request_id':'r'}
                {'error':{'code':'A','message':'m','details':{'reason':'b','field':'a'}},'request_id':'req-0123456789abcdef'}
                {'error':{'code':'A','message':'m','details':{'field':'a','field':'b'}},'request_id':'r'}
                {\t'error': {\r        'code': 'A',\r\t'message': 'm'  },  'request_id': 'r' }
                { 'error': {'code': 'RATE_LIMIT_EXCEEDED', 'message': 'm', 'details': { 'field' : 'a', 'reason': 'b' }}, 'request_id': 'r' }
                {'x':[-1.5,{'y':null}],'error':{'z':'\\t','message':'m','code':'A','t':true},'request_id':'r','u':{}}
                {'error':{'code':1,'code':'A','message':[],'message':'m','details':2,'details':{}},'request_id':4,'request_id':'r'}
                {'request_id':4,'error':{'details':3,'message':2,'code':'A'}}
                [7,{'error':[]}]
                {'error':{'code':'INVALID_REQUEST' ,'message':'m','details':{\t'field':'ä','reason' :'\\n'}},'request_id':'r'}
                """;
        return Stream.concat(documented, Stream.of(others.split("\n", -1)));
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }

    /** {@return what was read, or the refusal, after comparing it with the slow reader's} */
    static Object assertReadAsFromTree(byte[] json) {
        Object read = outcome(() -> ErrorEnvelope.parse(json));

        assertEquals(outcome(() -> fromTree(JsonValue.parse(json))), read, () -> new String(json, UTF_8));
        return read;
    }

    /** {@return the envelope, or what the refusal says; any other exception is thrown} */
    static Object outcome(Supplier<ErrorEnvelope> reading) {
        try {
            return reading.get();
        } catch (JsonParseException | JsonValueException refusal) {
            return refusal.toString();
        }
    }

    private static ErrorEnvelope fromTree(JsonValue json) {
        JsonValue error = json.get("error");
        String code = nonEmpty("error.code", error.get("code"));
        String message = error.get("message").asString();
        JsonObject details = error.tryGet("details")
                .flatMap(JsonValue::tryValue)
                .map(value -> JsonObject.of(value.asMap()))
                .orElse(JsonObject.of());
        return new ErrorEnvelope(new ApiError(code, message, details), nonEmpty("request_id", json.get("request_id")));
    }

    private static String nonEmpty(String path, JsonValue value) {
        if (value.asString().isEmpty()) {
            throw new JsonValueException(path, "a string that is not empty", "an empty one");
        }
        return value.asString();
    }
}
