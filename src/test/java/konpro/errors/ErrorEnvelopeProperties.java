package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import konpro.errors.testkit.Envelopes;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Without jqwik's edge cases: the arbitraries reach the corners by themselves, and among edge cases few are envelopes. */
@Domain(Envelopes.class)
@StatisticsReport(StatisticsReportMode.OFF)
class ErrorEnvelopeProperties {

    @Property
    void isWrittenAlikeByEveryMethodAndReadBack(@ForAll ErrorEnvelope envelope) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        envelope.writeTo(stream);
        byte[] bytes = envelope.toBytes();

        assertArrayEquals(EnvelopeJson.toJson(envelope).toBytes(), bytes);
        assertArrayEquals(bytes, stream.toByteArray());
        assertArrayEquals(bytes, envelope.toJson().getBytes(UTF_8));
        assertEquals(JsonValue.parse(bytes).toJava(), envelope.toMap());
        assertEquals(envelope, ErrorEnvelope.parse(bytes));
        assertEquals(envelope.hashCode(), ErrorEnvelope.parse(bytes).hashCode());
        assertArrayEquals(bytes, ErrorEnvelope.parse(bytes).toBytes());
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toString()));
        assertEquals(envelope, ErrorEnvelope.parse(JsonValue.parse(bytes).toPrettyString()));
    }

    @Property
    void isShownOnOneLineWithoutControlCharacters(@ForAll ErrorEnvelope envelope) {
        assertTrue(envelope.toString().codePoints().noneMatch(ErrorEnvelopeProperties::breaksALog));
        assertTrue(envelope.toString().contains(envelope.error().toString()));
    }

    private static boolean breaksALog(int c) {
        return Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    @Property
    void bringsEveryViolationThrough(@ForAll List<FieldViolation> violations) {
        ErrorEnvelope envelope = new ErrorEnvelope(ApiError.invalid(violations), "r");

        assertEquals(violations, ErrorEnvelope.parse(envelope.toBytes()).error().violations());
    }

    // ---- reading, compared with a slow reader

    @Property
    void readsNearEnvelopesAsFromATree(@ForAll String json) {
        Statistics.collect(isReadAlike(json.getBytes(UTF_8)));
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));
    }

    /** Cut at each byte, without it, and with every other before it or instead that means something in JSON, or does not. */
    @Example
    void readsDamagedDocumentsAsFromATree() {
        byte[] others = utf8("'\\/{}[]:,.-+ \n\t01eEtfnua_A~\0\u007F\u0080é☃😀");
        documents().map(ErrorEnvelopeProperties::utf8).forEach(document -> {
            for (int at = 0; at < document.length; at++) {
                isReadAlike(Arrays.copyOf(document, at));
                isReadAlike(damaged(document, at, 1));
                for (byte other : others) {
                    isReadAlike(damaged(document, at, 0, other));
                    isReadAlike(damaged(document, at, 1, other));
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
        Stream<String> documented = Stream.of(ErrorCode.values())
                .map(code -> ErrorEnvelope.of(code, null, "req-1").toJson());
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
        return Stream.concat(documented, Stream.of(others.split("\n")));
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }

    /** {@return whether it is an envelope, after each method has read it as the slow reader, or refused it as that does} */
    private static boolean isReadAlike(byte[] json) {
        String text = new String(json, UTF_8);
        Object expected = outcome(() -> fromTree(JsonValue.parse(json)));
        boolean isEnvelope = expected instanceof ErrorEnvelope;

        assertEquals(expected, outcome(() -> ErrorEnvelope.parse(json)), text);
        assertEquals(isEnvelope ? Optional.of(expected) : Optional.empty(), ErrorEnvelope.find(json), text);
        assertEquals(outcome(() -> fromTree(JsonValue.parse(text))), outcome(() -> ErrorEnvelope.parse(text)), text);
        return isEnvelope;
    }

    /** {@return the envelope, or what the refusal says; any other exception is thrown} */
    private static Object outcome(Supplier<ErrorEnvelope> reading) {
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
