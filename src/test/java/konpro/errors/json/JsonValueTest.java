package konpro.errors.json;

import static konpro.errors.testkit.BothInputs.parse;
import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nested values and conversions, or an exception: the path, what was expected there and what was found. */
class JsonValueTest {

    private static final JsonValue DOCUMENT = parse("""
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
    private static final JsonValue NO_ELEMENTS = parse("[]");
    private static final JsonValue NO_MEMBERS = parse("{}");
    private static final JsonValue DETAILS = DOCUMENT.get("error").get("details");
    private static final JsonValue TAGS = DETAILS.get("tags");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}   | an object
            []   | an array
            "x"  | a string
            1    | a number
            true | a boolean
            null | null
            """)
    void saysWhatWasExpectedAndFound(String json, String kind) {
        assertExpected("an object", kind, json, value -> value.get("a"), value -> value.tryGet("a"), JsonValue::asMap);
        assertExpected("an array", kind, json, value -> value.get(0), JsonValue::asList);
        assertExpected("a string", kind, json, JsonValue::asString);
        assertExpected("a number", kind, json, JsonValue::asInt, JsonValue::asLong, JsonValue::asDouble);
        assertExpected("a number", kind, json, JsonValue::asBigDecimal, JsonValue::asBigInteger);
        assertExpected("a boolean", kind, json, JsonValue::asBoolean);
    }

    @SafeVarargs
    private static void assertExpected(String expected, String kind, String json, Consumer<JsonValue>... methods) {
        if (expected.equals(kind)) {
            return;
        }
        JsonValue member = parse("{\"a\":" + json + "}").get("a");
        JsonValue element = parse("[0," + json + "]").get(1);
        JsonValue elementOfMember = parse("{\"a\":[" + json + "]}").get("a").get(0);
        JsonValue memberOfElement = parse("[{\"a\":" + json + "}]").get(0).get("a");
        String end = "expected " + expected + ", found " + kind;
        for (Consumer<JsonValue> method : methods) {
            assertMismatch(end, () -> method.accept(parse(json)));
            assertMismatch("a: " + end, () -> method.accept(member));
            assertMismatch("[1]: " + end, () -> method.accept(element));
            assertMismatch("a[0]: " + end, () -> method.accept(elementOfMember));
            assertMismatch("[0].a: " + end, () -> method.accept(memberOfElement));
        }
    }

    @Test
    void namesThePathToWhatIsAbsent() {
        String nothing = ": expected a value, found nothing";

        assertMismatch("none" + nothing, () -> DOCUMENT.get("none"));
        assertMismatch("error.details.none" + nothing, () -> DETAILS.get("none"));
        assertMismatch("x" + nothing, () -> NO_MEMBERS.get("x"));
        String noElement = ": expected an element, found an array of length ";
        assertMismatch("error.details.tags[4]" + noElement + 4, () -> TAGS.get(4));
        assertMismatch("error.details.tags[-1]" + noElement + 4, () -> TAGS.get(-1));
        assertMismatch("[2147483647]" + noElement + 0, () -> NO_ELEMENTS.get(Integer.MAX_VALUE));
    }

    @Test
    void namesThePathToWhatIsOfAnotherTypeOrOutOfRange() {
        JsonValue nested = TAGS.get(2).get("odd name").get(0).get(0);
        JsonValue none = TAGS.get(3);
        String path = "error.details.tags[2][\"odd name\"][0][0]";

        assertMismatch(path + ": expected a string, found a number", nested::asString);
        assertMismatch(path + ": expected a whole number, found the number 1.5", nested::asBigInteger);
        assertMismatch("error.details.tags[3]: expected an object, found null", () -> none.get("more"));
        assertMismatch(
                "count: expected an integer from -2147483648 to 2147483647, found the number 1e10",
                DOCUMENT.get("count")::asInt);
    }

    @Test
    void namesThePathByWhicheverMethodsAValueWasReached() {
        JsonValue details = DOCUMENT.tryGet("error").orElseThrow().asMap().get("details");
        JsonValue found = details.tryGet("limit").orElseThrow();
        JsonValue first = DETAILS.asMap().values().iterator().next();
        String limit = "error.details.limit: expected a number, found a string";
        List<JsonValue> tags = TAGS.asList();

        assertMismatch(limit, DETAILS.get("limit")::asInt);
        assertMismatch(limit, found::asLong);
        assertMismatch(limit, first::asDouble);
        assertMismatch("error.details.tags[1]: expected a boolean, found a string", tags.get(1)::asBoolean);
        assertMismatch(
                "error.details.tags[0]: expected a boolean, found a string",
                tags.iterator().next()::asBoolean);
    }

    @Test
    void startsThePathAnewWhereAValueIsPutIntoAnother() {
        JsonValue limit = DETAILS.get("limit");
        JsonValue element = JsonValue.of(Map.of("a", List.of(limit))).get("a").get(0);
        JsonObject error = ((JsonObject) DOCUMENT.get("error")).with("max", limit);

        assertMismatch("max: expected a number, found a string", error.get("max")::asInt);
        assertMismatch("a[0]: expected a number, found a string", element::asInt);
        assertMismatch("x: expected a value, found nothing", () -> error.get("x"));
    }

    /** A name with Java's escapes, and the step to it in a path. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain_name-1        | plain_name-1
            ``                  | [""]
            0                   | 0
            a.b                 | ["a.b"]
            a[0]                | ["a[0]"]
            odd name~           | ["odd name~"]
            "                   | ["\\u0022"]
            "]: found           | ["\\u0022]: found"]
            \\\\                | ["\\u005c"]
            a\\nb               | ["a\\u000ab"]
            \\r\\n              | ["\\u000d\\u000a"]
            \\0                 | ["\\u0000"]
            \\33[31m            | ["\\u001b[31m"]
            \\177               | ["\\u007f"]
            é                   | ["\\u00e9"]
            a\u202eb\u2066      | ["a\\u202eb\\u2066"]
            \u200b\ufeff        | ["\\u200b\\ufeff"]
            １                  | ["\\uff11"]
            😀                  | ["\\ud83d\\ude00"]
            \ud83d              | ["\\ud83d"]
            """)
    void namesHostileMembersHarmlessly(String name, String step) {
        assertStep(step, name.translateEscapes());
    }

    @Test
    void namesLineBreaksAndLongMembersHarmlessly() {
        assertStep("[\"\\u0085\\u009b\"]", "\u0085\u009b");
        assertStep("[\"\\u2028\\u2029\"]", "\u2028\u2029");
        assertStep("a".repeat(40), "a".repeat(40));
        assertStep("[\"" + "a".repeat(40) + "…\"]", "a".repeat(41));
        assertStep("[\"" + "a b ".repeat(10) + "\"]", "a b ".repeat(10));
        assertStep("[\"" + "a".repeat(40) + "…\"]", "a".repeat(1_000));
        assertStep("[\"" + "\\u000a".repeat(40) + "…\"]", "\n".repeat(1_000));
    }

    private static void assertStep(String step, String name) {
        String inside = step.startsWith("[") ? "a" + step : "a." + step;
        JsonValue object = JsonObject.of("a", JsonObject.of(name, new String[1]), name, "x");
        JsonValue element = object.get("a").get(name).get(0);

        assertMismatch(step + ": expected a value, found nothing", () -> NO_MEMBERS.get(name));
        assertMismatch(step + ": expected a boolean, found a string", object.get(name)::asBoolean);
        assertMismatch(inside + "[0]: expected an object, found null", element::asMap);
    }

    @Test
    void isMadeOfPathExpectedAndFound() {
        assertMismatch("error.code: expected a non-empty string, found an empty one", () -> {
            throw new JsonValueException("error.code", "a non-empty string", "an empty one");
        });
        assertMismatch("expected an object, found an array", () -> {
            throw new JsonValueException("", "an object", "an array");
        });
    }

    /** Equal hashes are allowed, but where all are, a hash table is a list. */
    @Test
    void isHashedByItsContent() {
        String texts = "1 2 1.5 \"x\" \"y\" true false [1] [2] [1,2] [2,1]"
                + " {\"a\":1} {\"a\":2} {\"name\":1} {\"a\":1,\"b\":2} {\"a\":2,\"b\":1}";
        Stream<Integer> hashes =
                Stream.of(texts.split(" ", -1)).map(text -> parse(text).hashCode());

        assertEquals(16, hashes.distinct().count());
    }

    private static void assertMismatch(String message, Executable call) {
        JsonValueException mismatch = assertThrows(JsonValueException.class, call);
        String end = "expected " + mismatch.expected() + ", found " + mismatch.found();
        assertEquals(message, mismatch.getMessage());
        assertEquals(message, (mismatch.path().isEmpty() ? "" : mismatch.path() + ": ") + end);
    }
}
