package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts go the short way, and that it ends where the long one does. */
class EnvelopeReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'code':'INVALID_REQUEST','message':'The request body is invalid','details':{'field':'avatar_id',"
                        + "'reason':'Avatar ID is required'}},'request_id':'req-123456'}",
                "{'error':{'code':'RATE_LIMIT_EXCEEDED','message':'Too many requests'},'request_id':'req-1'}",
                " { 'error' : { 'code' : 'A' , 'message' : '' , 'details' : { } } , 'request_id' : 'r' } ",
                "\n{ 'error' :{'code':'NOT_FOUND' ,\t'message':'API key is invalid or expired','details':{ 'field':'f' , 'reason' : 'r' }\r}"
                        + ",'request_id' :'r'}",
                "{'request_id':'r','error':{'message':'','code':'A'}}",
                "{'x':[1,{'y':null}],'error':{'z':1.5e3,'message':'m','code':'A','t':true},'request_id':'r','u':{}}",
                "{'error':{'code':'Gr\\u00fcn','message':'Größe ☃ 😀 \\ud83d\\ude00 \\ud83d','details':{'n':2.50}},'request_id':'ü'}",
                "{'error':{'code':'A','code':'B','message':'m','message':'n'},'request_id':'r','request_id':'s'}",
                "{'error':{'code':'A','message':'m','details':{'a':1}},'error':{'code':'B','message':'n'},'request_id':'r'}",
                "\uFEFF{'error':{'code':'A','message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m','details':{'field':1,'field':2}},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'request_id':'r','timestamp':'2026-03-04T05:06:07Z'}",
                "{'error':{'code':'A','message':'m','details':{'field':'f','reason':'r'},'x':1},'request_id':'r' , 'y' : [ ] }\n",
                "{'error':{'code':'INVALID_REQUESTS','message':'Too many','details':{'fields':1,'reaso':2}},'request_id':'r'}"
            })
    void goesTheShortWayWithWhatIsComplete(String text) {
        byte[] json = utf8(text);

        assertEquals(WireForm.read(JsonValue.parse(json)), EnvelopeReader.read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'error':{}}",
                "{'error':{'code':'A','message':'m'}}",
                "{'error':{'code':'','message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'request_id':''}",
                "{'error':{'code':1,'message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'error':{'code':'A'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m','details':null},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'request_id':'r'}x",
                "{'error':{'code':'A','message':'m'},'request_id':'r',}",
                "{'error':{'code':'A','message':'m',},'request_id':'r'}",
                "{'error':{'c\\u006fde':'A','message':'m'},'request_id':'r'}"
            })
    void leavesAllElseToTheLongWay(String text) {
        assertNull(EnvelopeReader.read(utf8(text)));
    }

    /** The envelope itself is one level, its error another. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "{'a':", "[{'a':", "{'a':["})
    void countsTheLevelsOfWhatItPassesOver(String nesting) {
        String closing = new StringBuilder(nesting.replaceAll("[^{\\[]", ""))
                .reverse()
                .toString()
                .replace('{', '}')
                .replace('[', ']');
        int each = closing.length();
        String deepest = nesting.repeat(126 / each) + "1" + closing.repeat(126 / each);
        String document = "{'x':[%s],'error':{'code':'A','x':%s,'message':'m'},'request_id':'r'}";
        ErrorEnvelope envelope = new ErrorEnvelope(new ApiError("A", "m", JsonObject.of()), "r");

        assertEquals(envelope, EnvelopeReader.read(utf8(document.formatted(deepest, deepest))));
        assertNull(EnvelopeReader.read(utf8(document.formatted("[" + deepest + "]", deepest))));
        assertNull(EnvelopeReader.read(utf8(document.formatted(deepest, "[" + deepest + "]"))));
        assertNull(EnvelopeReader.read(utf8("{'x':" + nesting.repeat(1_000_000))));
        assertNull(EnvelopeReader.read(utf8("{'error':{'x':" + nesting.repeat(1_000_000))));
    }

    static Stream<String> documents() {
        return Stream.concat(
                Arrays.stream(ErrorCode.values())
                        .map(code ->
                                ErrorEnvelope.of(code, code.message(), "req-1").toJson()),
                Stream.of(
                        "{'error':{'code':'A','message':'The request body is invalid','details':{'field':'avatar_id',"
                                + "'reason':'Avatar ID is required'}},'request_id':'req-123456'}",
                        "{'error':{'code':'Gr\\u00fcn','message':'Größe ☃ 😀','details':{'field':'größe','reason':'名前\\n'}},"
                                + "'request_id':'ü'}",
                        "{'error':{'code':'A','message':'m','details':{'field':'a','reason':'b','more':[1,-0,12345678901234567890,1.50]}},"
                                + "'request_id':'req-0123456789abcdef0123456789abcdef'}",
                        "{'error':{'code':'A','message':'m','details':{'reason':'b','field':'a'}},'request_id':'r'}",
                        "{'error':{'code':'A','message':'m','details':{'field':'a','field':'b'}},'request_id':'r'}",
                        "{\n  'error': {\n        'code': 'A',\r\n\t'message': 'm'\n  },\n  'request_id': 'r'\n}",
                        "{ 'error': {'code': 'RATE_LIMIT_EXCEEDED', 'message': 'Too many requests',"
                                + " 'details': { 'field' : 'a', 'reason': 'b' } }, 'request_id': 'req-1' }",
                        "{'error':{'code':'INVALID_REQUEST' ,'message':'Too many requests','details':{\n'field':'ä','reason' :'\\n'}}"
                                + ",'request_id':'req-1'}"));
    }

    /** Every byte of it in turn, replaced by every other that means something, and by some that do not. */
    @ParameterizedTest
    @MethodSource("documents")
    void readsWhateverBecomesOfADocumentAsTheLongWayDoes(String text) {
        byte[] document = utf8(text);
        for (int at = 0; at < document.length; at++) {
            byte[] changed = document.clone();
            for (byte b : utf8("'\\/{}[]:,.-+ \n\t01eEtfnua_A~\0\u007F\u0080é☃😀")) {
                changed[at] = b;
                assertEquals(byTheLongWay(changed), ErrorEnvelope.find(changed), () -> new String(changed, UTF_8));
            }
            byte[] cut = Arrays.copyOf(document, at);
            assertEquals(byTheLongWay(cut), ErrorEnvelope.find(cut), () -> new String(cut, UTF_8));
        }
    }

    private static Optional<ErrorEnvelope> byTheLongWay(byte[] json) {
        try {
            return Optional.of(WireForm.read(JsonValue.parse(json)));
        } catch (JsonParseException | JsonValueException notAnEnvelope) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
