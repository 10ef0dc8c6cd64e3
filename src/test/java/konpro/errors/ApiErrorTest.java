package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.Nesting;
import konpro.errors.testkit.ShopError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An error and the violations in its details. */
class ApiErrorTest {

    private static final FieldViolation WRONG_SIZE = new FieldViolation("size", "Must be 1 to 512");
    private static final FieldViolation TOO_MANY = new FieldViolation("items[3].quantity", "At most 10");

    private static void assertRefused(Class<? extends Exception> type, String message, Executable attempt) {
        assertEquals(message, assertThrows(type, attempt).getMessage());
    }

    @Test
    void refusesToBeWithoutCodeMessageOrDetails() {
        JsonObject none = JsonObject.of();
        String empty = "Expected an error code that is not empty";

        assertRefused(NullPointerException.class, "code", () -> new ApiError(null, "m", none));
        assertRefused(NullPointerException.class, "message", () -> new ApiError("A", null, none));
        assertRefused(NullPointerException.class, "details", () -> new ApiError("A", "m", null));
        assertRefused(IllegalArgumentException.class, empty, () -> new ApiError("", "m", none));
        assertEquals(" ", new ApiError(" ", "", none).code());
    }

    // ---- details

    @Test
    void refusesDetailsThatNestTooDeepForAnEnvelope() {
        JsonObject tooDeep = Nesting.details(Nesting.DEEPEST + 1);
        JsonValue tooDeepInside = Nesting.value(Nesting.DEEPEST);
        ApiError error = new ApiError("A", "m", Nesting.details(Nesting.DEEPEST));
        String message = "Expected details of at most 126 nested arrays and objects";

        assertRefused(IllegalArgumentException.class, message, () -> new ApiError("A", "m", tooDeep));
        assertRefused(IllegalArgumentException.class, message, () -> error.withDetail("more", tooDeepInside));
        assertEquals(Nesting.DEEPEST, error.toString().split("[\\[{]", -1).length - 2);
    }

    @Test
    void refusesADetailThatHasNoJson() {
        ApiError error = ApiError.of(ErrorCode.INVALID_REQUEST, "m");
        Map<String, Object> withinItself = new HashMap<>();
        withinItself.put("self", withinItself);
        String noName = "Expected a member name of type String but found null";
        String circle = "Expected at most 128 nested arrays and objects (a collection within itself?)";

        assertThrows(IllegalArgumentException.class, () -> error.withDetail("thread", Thread.currentThread()));
        assertThrows(IllegalArgumentException.class, () -> error.withDetail("nan", Double.NaN));
        assertRefused(IllegalArgumentException.class, noName, () -> error.withDetail(null, 1));
        assertRefused(IllegalArgumentException.class, circle, () -> error.withDetail("self", withinItself));
    }

    @Test
    void keepsDetailsOfEveryTypeInTheirOrder() {
        ApiError error = ApiError.of(ErrorCode.INVALID_REQUEST, "m");
        assertEquals(JsonObject.of(), error.details());

        error = error.withDetail("none", null)
                .withDetail("sure", true)
                .withDetail("limit", 10)
                .withDetail("text", "ä")
                .withDetail("tags", List.of("a", 2))
                .withDetail("map", Map.of("k", new int[] {1, 2}))
                .withDetail("json", JsonObject.of("n", JsonValue.parse("2.50")))
                .withDetail("sure", false); // replaced where it is
        assertEquals("""
                {"code":"INVALID_REQUEST","message":"m","details":{"none":null,"sure":false,"limit":10,"text":"ä",\
                "tags":["a",2],"map":{"k":[1,2]},"json":{"n":2.50}}}""", error.toString());
    }

    @Test
    void copiesAndNeverChanges() {
        List<String> tags = new ArrayList<>(List.of("a"));
        ApiError one = ApiError.of(ErrorCode.INVALID_REQUEST, "m").withDetail("tags", tags);
        ApiError two = one.withDetail("more", 1);
        ApiError three = two.withDetail("tags", "none");
        tags.add("b");

        assertEquals(JsonObject.of("tags", List.of("a")), one.details());
        assertEquals(JsonObject.of("tags", List.of("a"), "more", 1), two.details());
        assertEquals(JsonObject.of("tags", "none", "more", 1), three.details());
    }

    // ---- violations

    @Test
    void hasFieldAndReasonOfTheFirstViolationAndAListOfSeveral() {
        String one = """
                {"code":"VALIDATION_ERROR","message":"Request validation failed",\
                "details":{"field":"size","reason":"Must be 1 to 512"}}""";
        String two = one.replace("512\"}", """
                512","violations":[{"field":"size","reason":"Must be 1 to 512"},\
                {"field":"items[3].quantity","reason":"At most 10"}]}""");
        List<FieldViolation> violations = new ArrayList<>(List.of(WRONG_SIZE, TOO_MANY));
        ApiError error = ApiError.invalid(violations);
        violations.clear();

        assertEquals(one, ApiError.invalid("size", "Must be 1 to 512").toString());
        assertEquals(one, ApiError.invalid(List.of(WRONG_SIZE)).toString());
        assertEquals(two, error.toString());
    }

    @Test
    void hasViolationsThatCannotBeChanged() {
        List<ApiError> errors = List.of(
                ApiError.invalid(List.of(WRONG_SIZE, TOO_MANY)),
                ApiError.invalid("f", "r"),
                ApiError.of(ErrorCode.INVALID_REQUEST, "m"));
        for (ApiError error : errors) {
            List<FieldViolation> violations = error.violations();
            assertThrows(UnsupportedOperationException.class, () -> violations.add(WRONG_SIZE));
            assertThrows(UnsupportedOperationException.class, violations::clear);
        }
    }

    @Test
    void refusesToBeInvalidWithoutAViolation() {
        List<FieldViolation> withNull = Arrays.asList(WRONG_SIZE, null);
        String empty = "Expected at least one violation";

        assertRefused(IllegalArgumentException.class, empty, () -> ApiError.invalid(List.of()));
        assertThrows(NullPointerException.class, () -> ApiError.invalid(withNull));
        assertRefused(NullPointerException.class, "field", () -> ApiError.invalid(null, "r"));
        assertRefused(NullPointerException.class, "reason", () -> ApiError.invalid("f", null));
        assertRefused(NullPointerException.class, "field", () -> new FieldViolation(null, "r"));
        assertRefused(NullPointerException.class, "reason", () -> new FieldViolation("f", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # details                                                            | fields
            {}                                                                   | ''
            {"field":"f"}                                                        | ''
            {"reason":"r"}                                                       | ''
            {"field":"f","reason":7}                                             | ''
            {"field":null,"reason":"r"}                                          | ''
            {"field":"f","reason":"r","limit":10}                                | f
            {"field":"f","reason":"r","violations":"many"}                       | f
            {"field":"f","reason":"r","violations":{"field":"g","reason":"r"}}   | f
            {"field":"f","reason":"r","violations":[]}                           | f
            {"field":"f","reason":"r","violations":[7,{},null]}                  | f
            {"violations":[{"field":"g","reason":"r"}]}                          | g
            {"violations":[{"field":"g","reason":"r","code":7}]}                 | g
            {"field":"f","reason":"r","violations":[{"field":"g","reason":"r"}]} | g
            {"violations":["x",{"field":"g","reason":"r"},{"field":"h"},[],{"field":"i","reason":"r"}]} | g i
            {"violations":[{"field":"g","reason":[]},{"field":true,"reason":"r"}]} | ''
            """)
    void readsViolationsOfTheDocumentedFormOnly(String details, String fields) {
        ApiError error = new ApiError("A", "m", (JsonObject) JsonValue.parse(details));
        List<FieldViolation> expected = Arrays.stream(fields.split(" ", -1))
                .filter(field -> !fields.isEmpty())
                .map(field -> new FieldViolation(field, "r"))
                .toList();

        assertEquals(expected, error.violations());
    }

    @Test
    void showsAViolationAsJson() {
        assertEquals("""
                {"field":"avatar_id","reason":"Avatar\\nID"}""", new FieldViolation("avatar_id", "Avatar\nID").toString());
        assertEquals("{\"field\":\"\",\"reason\":\"\"}", new FieldViolation("", "").toString());
    }

    // ---- code

    @ParameterizedTest
    @EnumSource
    void knowsADocumentedCode(ErrorCode code) {
        ApiError error = ApiError.of(code, code.message());

        assertEquals(Optional.of(code), error.knownCode());
        for (ErrorCode other : ErrorCode.values()) {
            assertEquals(other == code, error.is(other), () -> error + " is " + other);
        }
    }

    @Test
    void isOfAnApplicationsOwnTypeByTheTextOfItsCode() {
        ApiError error = ApiError.of(ShopError.OUT_OF_STOCK, "Only 2 left");

        assertEquals("OUT_OF_STOCK", error.code());
        assertTrue(error.is(ShopError.OUT_OF_STOCK));
        assertTrue(new ApiError("OUT_OF_STOCK", "m", JsonObject.of()).is(ShopError.OUT_OF_STOCK));
        assertFalse(error.is(ErrorCode.INVALID_REQUEST));
        assertFalse(new ApiError("out_of_stock", "m", JsonObject.of()).is(ShopError.OUT_OF_STOCK));
        assertEquals(Optional.empty(), error.knownCode());
    }
}
