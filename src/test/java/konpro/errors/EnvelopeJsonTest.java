package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope's reader against a slow one, which goes through the tree of values. */
class EnvelopeJsonTest {

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
                "{'error':{'code':'INVALID_REQUESTS','message':'Too many','details':{'fields':1,'reaso':2}},'request_id':'r'}",
                "{'error':{'code':'A','message':'m','details':null},'request_id':'r'}",
                "{'error':{'c\\u006fde':'A','message':'m'},'request_id':'r'}",
                "{'\\u0065rror':{'\\u0063ode':'A','code':'B','m\\u0065ssage':'m'},'request\\u005fid':'r','r\\u0065quest_ix':1}",
                "{'error':{'code':'B','c\\u006fde':'A','\\u0064etails':{'\\u0066ield':'x'},'message':'m'},'request_id':'r'}",
                "{'error':{'codé':1,'code':'A','\\n':2,'message':'m'},'größe':3,'request_id':'r'}",
                "{'error':5,'error':{'code':'A','message':'m'},'request_id':7,'request_id':'r'}",
                "{'error':{'code':1,'code':'A','message':[],'message':'m','details':2,'details':{}},'request_id':'r'}"
            })
    void readsWhatIsComplete(String text) {
        byte[] json = utf8(text);

        assertEquals(fromTree(JsonValue.parse(json)), ErrorEnvelope.parse(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "{}",
                "{'error':{}}",
                "{'error':null}",
                "{'error':[]}",
                "{'error':{'code':'A','message':'m'},'error':5,'request_id':'r'}",
                "{'error':{'code':'A','message':'m'}}",
                "{'error':{'code':'','message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'request_id':''}",
                "{'error':{'code':1,'message':'m'},'request_id':'r'}",
                "{'error':{'code':1,'message':2,'details':3},'request_id':4}",
                "{'request_id':4,'error':{'details':3,'message':2,'code':'A'}}",
                "{'error':{'code':'A','message':true,'details':3},'request_id':{}}",
                "{'error':{'code':'A','message':'m','details':'x'},'request_id':null}",
                "{'error':{'code':'A','message':'m','details':[]},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},'error':{'code':'A'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m','message':null},'request_id':'r'}"
            })
    void saysWhatIsWrongAsTheTreeDoes(String text) {
        byte[] json = utf8(text);
        JsonValueException expected = assertThrows(JsonValueException.class, () -> fromTree(JsonValue.parse(json)));
        JsonValueException actual = assertThrows(JsonValueException.class, () -> ErrorEnvelope.parse(json));

        assertEquals(expected.getMessage(), actual.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'error':5",
                "{'error':{'code':'A','message':'m'},'request_id':'r'}x",
                "{'error':{'code':'A','message':'m'},'request_id':'r',}",
                "{'error':{'code':'A','message':'m',},'request_id':'r'}",
                "{'error':{'code':1,'message':2,'details':3},'request_id':4}}",
                "{'error':{'code':'A','message':'m'}'request_id':'r'}",
                "{'error':{'code':'A'}'message':'m','request_id':'r'}",
                "{,'error':{'code':'A','message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m'},,'request_id':'r'}",
                "{'error':[1,],'request_id':'r'}",
                "[1,2",
            })
    void reportsInvalidJsonFirst(String text) {
        byte[] json = utf8(text);
        JsonParseException expected = assertThrows(JsonParseException.class, () -> JsonValue.parse(json));
        JsonParseException actual = assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(json));

        assertEquals(expected.getMessage(), actual.getMessage());
    }

    /** A wrong member costs no exception. */
    @Test
    void readsTheLastOfManyWrongMembers() {
        String wrong = "'code':1,'message':[],'details':2,".repeat(100_000);
        String text = "{'error':{" + wrong + "'code':'A','message':'m','details':null},'request_id':'r'}";

        assertEquals(new ErrorEnvelope(new ApiError("A", "m", JsonObject.of()), "r"), ErrorEnvelope.parse(utf8(text)));
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

        assertEquals(envelope, ErrorEnvelope.parse(utf8(document.formatted(deepest, deepest))));
        assertThrows(
                JsonParseException.class,
                () -> ErrorEnvelope.parse(utf8(document.formatted("[" + deepest + "]", deepest))));
        assertThrows(
                JsonParseException.class,
                () -> ErrorEnvelope.parse(utf8(document.formatted(deepest, "[" + deepest + "]"))));
        assertThrows(JsonParseException.class, () -> ErrorEnvelope.parse(utf8("{'x':" + nesting.repeat(1_000_000))));
        assertThrows(
                JsonParseException.class,
                () -> ErrorEnvelope.parse(utf8("{'error':{'x':" + nesting.repeat(1_000_000))));
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
    void readsEveryDamagedDocumentAsTheTreeDoes(String text) {
        byte[] document = utf8(text);
        for (int at = 0; at < document.length; at++) {
            byte[] changed = document.clone();
            for (byte b : utf8("'\\/{}[]:,.-+ \n\t01eEtfnua_A~\0\u007F\u0080é☃😀")) {
                changed[at] = b;
                assertEquals(findInTree(changed), ErrorEnvelope.find(changed), () -> new String(changed, UTF_8));
            }
            byte[] cut = Arrays.copyOf(document, at);
            assertEquals(findInTree(cut), ErrorEnvelope.find(cut), () -> new String(cut, UTF_8));
        }
    }

    private static Optional<ErrorEnvelope> findInTree(byte[] json) {
        try {
            return Optional.of(fromTree(JsonValue.parse(json)));
        } catch (JsonParseException | JsonValueException notAnEnvelope) {
            return Optional.empty();
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

    private static byte[] utf8(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
