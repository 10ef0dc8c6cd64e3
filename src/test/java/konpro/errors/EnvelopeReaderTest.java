package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
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
                "{'request_id':'r','error':{'message':'','code':'A'}}",
                "{'x':[1,{'y':null}],'error':{'z':1.5e3,'message':'m','code':'A','t':true},'request_id':'r','u':{}}",
                "{'error':{'code':'Gr\\u00fcn','message':'Größe ☃ 😀 \\ud83d\\ude00 \\ud83d','details':{'n':2.50}},'request_id':'ü'}",
                "{'error':{'code':'A','code':'B','message':'m','message':'n'},'request_id':'r','request_id':'s'}",
                "{'error':{'code':'A','message':'m','details':{'a':1}},'error':{'code':'B','message':'n'},'request_id':'r'}",
                "\uFEFF{'error':{'code':'A','message':'m'},'request_id':'r'}",
                "{'error':{'code':'A','message':'m','details':{'field':1,'field':2}},'request_id':'r'}",
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

    private static byte[] utf8(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
