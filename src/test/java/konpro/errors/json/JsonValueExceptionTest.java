package konpro.errors.json;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not as asked for: the path to it, what was expected and what was found. */
class JsonValueExceptionTest {

    private static final JsonValue DOCUMENT = BothInputs.parse("""
            {
              "error": {
                "details": {
                  "limit": "many",
                  "tags": ["a", "b", {"odd name": [[1.5]]}, null]
                }
              },
              "request_id": "req-123456",
              "count": 1e10
            }
            """);

    @Test
    void tellsWhatWasExpectedAndFoundAndWhere() {
        JsonValueException mismatch = assertThrows(
                JsonValueException.class, () -> DOCUMENT.get("request_id").asInt());

        assertEquals("request_id", mismatch.path());
        assertEquals("a number", mismatch.expected());
        assertEquals("a string", mismatch.found());
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("{}", "an object"),
                Arguments.of("[]", "an array"),
                Arguments.of("\"x\"", "a string"),
                Arguments.of("1", "a number"),
                Arguments.of("true", "a boolean"),
                Arguments.of("null", "null"));
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                question("an object", value -> value.get("a")),
                question("an object", value -> value.tryGet("a")),
                question("an object", JsonValue::asMap),
                question("an array", value -> value.get(0)),
                question("an array", JsonValue::asList),
                question("a string", JsonValue::asString),
                question("a number", JsonValue::asInt),
                question("a number", JsonValue::asLong),
                question("a number", JsonValue::asDouble),
                question("a number", JsonValue::asBigDecimal),
                question("a number", JsonValue::asBigInteger),
                question("a boolean", JsonValue::asBoolean));
    }

    private static Arguments question(String expected, Consumer<JsonValue> question) {
        return Arguments.of(expected, question);
    }

    static Stream<Arguments> wrongQuestions() {
        return kinds().flatMap(kind -> questions()
                .filter(question -> !question.get()[0].equals(kind.get()[1]))
                .map(question -> Arguments.of(kind.get()[0], kind.get()[1], question.get()[0], question.get()[1])));
    }

    @ParameterizedTest(name = "{0} is not {2}")
    @MethodSource("wrongQuestions")
    void saysWhatWasExpectedAndFound(String json, String kind, String expected, Consumer<JsonValue> question) {
        String message = "expected " + expected + ", found " + kind;

        assertThrown("", message, () -> question.accept(BothInputs.parse(json)));
        assertThrown(
                "a",
                "a: " + message,
                () -> question.accept(BothInputs.parse("{\"a\":" + json + "}").get("a")));
        assertThrown(
                "[1]",
                "[1]: " + message,
                () -> question.accept(BothInputs.parse("[0," + json + "]").get(1)));
        assertThrown(
                "a[0]",
                "a[0]: " + message,
                () -> question.accept(
                        BothInputs.parse("{\"a\":[" + json + "]}").get("a").get(0)));
        assertThrown(
                "[0].a",
                "[0].a: " + message,
                () -> question.accept(
                        BothInputs.parse("[{\"a\":" + json + "}]").get(0).get("a")));
    }

    @Test
    void namesThePathToWhatIsAbsent() {
        assertThrown("none", "none: expected a value, found nothing", () -> DOCUMENT.get("none"));
        assertThrown(
                "error.details.none",
                "error.details.none: expected a value, found nothing",
                () -> DOCUMENT.get("error").get("details").get("none"));
        assertThrown(
                "x", "x: expected a value, found nothing", () -> JsonObject.of().get("x"));
        assertThrown(
                "error.details.tags[4]",
                "error.details.tags[4]: expected an element, found only 4",
                () -> tags().get(4));
        assertThrown(
                "error.details.tags[-1]",
                "error.details.tags[-1]: expected an element, found only 4",
                () -> tags().get(-1));
        assertThrown(
                "[2147483647]",
                "[2147483647]: expected an element, found only 0",
                () -> BothInputs.parse("[]").get(Integer.MAX_VALUE));
    }

    @Test
    void namesThePathToWhatIsOfAnotherType() {
        assertThrown(
                "error.details.limit",
                "error.details.limit: expected a number, found a string",
                () -> DOCUMENT.get("error").get("details").get("limit").asInt());
        assertThrown(
                "error.details.tags[2][\"odd name\"][0][0]",
                "error.details.tags[2][\"odd name\"][0][0]: expected a string, found a number",
                () -> tags().get(2).get("odd name").get(0).get(0).asString());
        assertThrown(
                "error.details.tags[3]",
                "error.details.tags[3]: expected an object, found null",
                () -> tags().get(3).get("more"));
    }

    @Test
    void namesThePathToANumberOutOfRange() {
        assertThrown(
                "count",
                "count: expected an integer from -2147483648 to 2147483647, found the number 1e10",
                () -> DOCUMENT.get("count").asInt());
        assertThrown(
                "error.details.tags[2][\"odd name\"][0][0]",
                "error.details.tags[2][\"odd name\"][0][0]: expected a whole number, found the number 1.5",
                () -> tags().get(2).get("odd name").get(0).get(0).asBigInteger());
    }

    @Test
    void namesThePathHoweverItWasWalked() {
        String message = "error.details.limit: expected a number, found a string";

        assertThrown(
                "error.details.limit",
                message,
                () -> DOCUMENT.tryGet("error")
                        .orElseThrow()
                        .asMap()
                        .get("details")
                        .tryGet("limit")
                        .orElseThrow()
                        .asLong());
        assertThrown(
                "error.details.limit",
                message,
                () -> DOCUMENT.get("error")
                        .get("details")
                        .asMap()
                        .values()
                        .iterator()
                        .next()
                        .asDouble());
        assertThrown(
                "error.details.tags[1]",
                "error.details.tags[1]: expected a boolean, found a string",
                () -> tags().asList().get(1).asBoolean());
        assertThrown(
                "error.details.tags[0]",
                "error.details.tags[0]: expected a boolean, found a string",
                () -> tags().asList().iterator().next().asBoolean());
    }

    @Test
    void startsThePathAnewWhereAValueIsPutIntoAnother() {
        JsonValue limit = DOCUMENT.get("error").get("details").get("limit");

        assertThrown(
                "max",
                "max: expected a number, found a string",
                () -> JsonObject.of("max", limit).get("max").asInt());
        assertThrown(
                "a[0]",
                "a[0]: expected a number, found a string",
                () -> JsonValue.of(Map.of("a", List.of(limit))).get("a").get(0).asInt());
        assertThrown(
                "x",
                "x: expected a value, found nothing",
                () -> ((JsonObject) DOCUMENT.get("error")).with("max", limit).get("x"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("plain_name-1", "plain_name-1"),
                Arguments.of("", "[\"\"]"),
                Arguments.of("0", "0"),
                Arguments.of("a.b", "[\"a.b\"]"),
                Arguments.of("a[0]", "[\"a[0]\"]"),
                Arguments.of("odd name~", "[\"odd name~\"]"),
                Arguments.of("\"", "[\"\\u0022\"]"),
                Arguments.of("\"]: found", "[\"\\u0022]: found\"]"),
                Arguments.of("\\", "[\"\\u005c\"]"),
                Arguments.of("a\nb", "[\"a\\u000ab\"]"),
                Arguments.of("\r\n", "[\"\\u000d\\u000a\"]"),
                Arguments.of("\0", "[\"\\u0000\"]"),
                Arguments.of("\033[31m", "[\"\\u001b[31m\"]"),
                Arguments.of("\177", "[\"\\u007f\"]"),
                Arguments.of("\u0085\u009b", "[\"\\u0085\\u009b\"]"),
                Arguments.of("é", "[\"\\u00e9\"]"),
                Arguments.of("\u2028\u2029", "[\"\\u2028\\u2029\"]"),
                Arguments.of("a\u202eb\u2066", "[\"a\\u202eb\\u2066\"]"),
                Arguments.of("\u200b\ufeff", "[\"\\u200b\\ufeff\"]"),
                Arguments.of("１", "[\"\\uff11\"]"),
                Arguments.of("😀", "[\"\\ud83d\\ude00\"]"),
                Arguments.of("\ud83d", "[\"\\ud83d\"]"),
                Arguments.of("a".repeat(40), "a".repeat(40)),
                Arguments.of("a".repeat(41), "[\"" + "a".repeat(40) + "…\"]"),
                Arguments.of("a b ".repeat(10), "[\"" + "a b ".repeat(10) + "\"]"),
                Arguments.of("a".repeat(1_000), "[\"" + "a".repeat(40) + "…\"]"),
                Arguments.of("\n".repeat(1_000), "[\"" + "\\u000a".repeat(40) + "…\"]"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesHostileMembersHarmlessly(String name, String step) {
        String within = step.startsWith("[") ? "a" + step : "a." + step;

        assertThrown(
                step,
                step + ": expected a value, found nothing",
                () -> JsonObject.of().get(name));
        assertThrown(
                step,
                step + ": expected a boolean, found a string",
                () -> JsonObject.of(name, "x").get(name).asBoolean());
        assertThrown(
                within + "[0]",
                within + "[0]: expected an object, found null",
                () -> JsonObject.of("a", JsonObject.of(name, new String[1]))
                        .get("a")
                        .get(name)
                        .get(0)
                        .asMap());
    }

    @Test
    void quotesNoStringsOfTheDocument() {
        JsonValue secret = JsonObject.of("password", "hunter2");

        JsonValueException thrown = assertThrows(
                JsonValueException.class, () -> secret.get("password").asInt());

        assertFalse(thrown.getMessage().contains("hunter2"), thrown.getMessage());
        assertTrue(thrown.getMessage().startsWith("password: "), thrown.getMessage());
    }

    @Test
    void isMadeOfPathExpectedAndFound() {
        JsonValueException there = new JsonValueException("error.code", "a non-empty string", "an empty one");
        JsonValueException here = new JsonValueException("", "an object", "an array");

        assertEquals("error.code", there.path());
        assertEquals("error.code: expected a non-empty string, found an empty one", there.getMessage());
        assertEquals("", here.path());
        assertEquals("expected an object, found an array", here.getMessage());
    }

    private static JsonValue tags() {
        return DOCUMENT.get("error").get("details").get("tags");
    }

    private static void assertThrown(String path, String message, Executable question) {
        JsonValueException thrown = assertThrows(JsonValueException.class, question);
        assertEquals(message, thrown.getMessage());
        assertEquals(path, thrown.path());
    }
}
