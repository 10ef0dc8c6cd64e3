package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Details made of another library's values: refused with a message that says what to do, and what it says works. */
class TreeNodesTest {

    private static final String OBJECT = "{\"limit\":10,\"tags\":[\"a\",null,1.50]}";
    private static final String ARRAY = "[{\"a\":1},[]]";

    static Stream<Object> nodes() throws Exception {
        var jackson2 = new com.fasterxml.jackson.databind.ObjectMapper();
        var jackson3 = new JsonMapper();
        return Stream.of(
                jackson3.readTree(OBJECT),
                jackson3.readTree(ARRAY),
                jackson3.readTree("\"text\""),
                jackson3.readTree("{}"),
                jackson2.readTree(OBJECT),
                jackson2.readTree(ARRAY),
                jackson2.readTree("7"),
                jackson2.readTree("[]"),
                JsonParser.parseString(OBJECT),
                JsonParser.parseString(ARRAY),
                JsonParser.parseString("true"),
                JsonParser.parseString("null"),
                new JSONObject(OBJECT),
                new JSONArray(ARRAY),
                JSONObject.NULL,
                Json.createReader(new StringReader(OBJECT)).readObject());
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void refusesATreeNodeAndSaysWhatToDo(Object node) {
        assertRefuses(() -> JsonValue.of(node));
        assertRefuses(() -> JsonValue.of(Map.of("node", node)));
        assertRefuses(() -> JsonValue.of(List.of(1, List.of(node))));
        assertRefuses(() -> JsonValue.of(Optional.of(new Object[] {node})));
        assertRefuses(() -> JsonObject.of("node", node));
        assertRefuses(() -> BinderContract.ENVELOPE.withDetail("node", node));
        assertRefuses(() -> new ApiException(ErrorCode.INVALID_REQUEST).detail("node", Map.of("in", List.of(node))));
    }

    private static void assertRefuses(Executable use) {
        String message = assertThrows(IllegalArgumentException.class, use).getMessage();
        assertEquals(
                "JsonValue.parse(node.toString()) if it is another library's JSON",
                message.replaceFirst(".* or pass ", ""));
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void acceptsItsText(Object node) throws Exception {
        JsonValue value = JsonValue.parse(node.toString());

        assertEquals(
                new JsonMapper().readTree(node.toString()),
                new JsonMapper()
                        .readTree(BinderContract.ENVELOPE
                                .withDetail("node", value)
                                .toJson())
                        .at("/error/details/node"));
    }

    @Test
    void namesTheClass() {
        assertEquals(
                "Expected null, a Boolean, Number, CharSequence, Character, enum, UUID, URI, Path, java.time value,"
                        + " Optional, Map, Collection, array of these or JsonValue but found org.json.JSONArray; copy it"
                        + " into a List first, or pass JsonValue.parse(node.toString()) if it is another library's JSON",
                assertThrows(IllegalArgumentException.class, () -> JsonValue.of(new JSONArray()))
                        .getMessage());
    }
}
