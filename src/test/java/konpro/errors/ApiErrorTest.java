package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.Nesting;
import konpro.errors.testkit.ShopError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiErrorTest {

    private static final FieldViolation WRONG_SIZE = new FieldViolation("size", "Must be 1 to 512");
    private static final FieldViolation TOO_MANY = new FieldViolation("items[3].quantity", "At most 10");

    private static final String ONE_VIOLATION = """
            {"code":"VALIDATION_ERROR","message":"Request validation failed",\
            "details":{"field":"size","reason":"Must be 1 to 512"}}""";

    private static final String TWO_VIOLATIONS = """
            {"code":"VALIDATION_ERROR","message":"Request validation failed",\
            "details":{"field":"size","reason":"Must be 1 to 512","violations":[\
            {"field":"size","reason":"Must be 1 to 512"},\
            {"field":"items[3].quantity","reason":"At most 10"}]}}""";

    private static final String TOO_DEEP = "Expected details of at most 126 nested arrays and objects";

    @Test
    void hasNoDetailsUntilTheyAreAdded() {
        ApiError error = ApiError.of(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute");

        assertEquals(JsonObject.of(), error.details());
        assertEquals(JsonObject.of("limit", 10), error.withDetail("limit", 10).details());
    }

    @Test
    void refusesToBeWithoutCodeMessageOrDetails() {
        JsonObject none = JsonObject.of();

        assertRefused(NullPointerException.class, "code", () -> new ApiError(null, "m", none));
        assertRefused(NullPointerException.class, "message", () -> new ApiError("A", null, none));
        assertRefused(NullPointerException.class, "details", () -> new ApiError("A", "m", null));
    }

    @Test
    void refusesAnEmptyCodeButNoOther() {
        assertRefused(
                IllegalArgumentException.class,
                "Expected an error code that is not empty",
                () -> new ApiError("", "m", JsonObject.of()));
        assertEquals(" ", new ApiError(" ", "", JsonObject.of()).code());
    }

    @Test
    void refusesDetailsThatNestTooDeepForAnEnvelope() {
        JsonObject tooDeep = Nesting.details(Nesting.DEEPEST + 1);
        JsonValue tooDeepWithin = Nesting.value(Nesting.DEEPEST);
        ApiError error = new ApiError("A", "m", Nesting.details(Nesting.DEEPEST));

        assertRefused(IllegalArgumentException.class, TOO_DEEP, () -> new ApiError("A", "m", tooDeep));
        assertRefused(IllegalArgumentException.class, TOO_DEEP, () -> error.withDetail("more", tooDeepWithin));
        assertEquals(Nesting.DEEPEST, error.toString().split("[\\[{]").length - 2);
    }

    @Test
    void refusesADetailForWhichThereIsNoJson() {
        ApiError error = ApiError.of(ErrorCode.INVALID_REQUEST, "m");
        Map<String, Object> withinItself = new HashMap<>();
        withinItself.put("self", withinItself);

        assertThrows(IllegalArgumentException.class, () -> error.withDetail("thread", Thread.currentThread()));
        assertThrows(IllegalArgumentException.class, () -> error.withDetail("nan", Double.NaN));
        assertRefused(
                IllegalArgumentException.class,
                "Expected a member name of type String but found null",
                () -> error.withDetail(null, 1));
        assertRefused(
                IllegalArgumentException.class,
                "Expected at most 128 nested arrays and objects (a collection within itself?)",
                () -> error.withDetail("self", withinItself));
    }

    private static void assertRefused(Class<? extends Exception> type, String message, Executable attempt) {
        assertEquals(message, assertThrows(type, attempt).getMessage());
    }

    @Test
    void takesDetailsOfEveryTypeInTheirOrder() {
        ApiError error = ApiError.of(ErrorCode.INVALID_REQUEST, "m")
                .withDetail("none", null)
                .withDetail("sure", true)
                .withDetail("limit", 10)
                .withDetail("text", "ä")
                .withDetail("tags", List.of("a", 2))
                .withDetail("map", Map.of("k", new int[] {1, 2}))
                .withDetail("json", JsonObject.of("n", JsonValue.parse("2.50")));

        assertEquals("""
                {"code":"INVALID_REQUEST","message":"m","details":{"none":null,"sure":true,"limit":10,"text":"ä",\
                "tags":["a",2],"map":{"k":[1,2]},"json":{"n":2.50}}}""", error.toString());
    }

    @Test
    void replacesADetailAndKeepsItsPosition() {
        ApiError error = ApiError.invalid("size", "Must be 1 to 512").withDetail("field", "height");

        assertEquals(
                "{\"field\":\"height\",\"reason\":\"Must be 1 to 512\"}",
                error.details().toString());
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

    @Test
    void saysFieldAndReasonOfOneViolation() {
        assertEquals(ONE_VIOLATION, ApiError.invalid("size", "Must be 1 to 512").toString());
        assertEquals(ONE_VIOLATION, ApiError.invalid(List.of(WRONG_SIZE)).toString());
    }

    @Test
    void saysAllOfSeveralViolationsAndFieldAndReasonOfTheFirst() {
        assertEquals(
                TWO_VIOLATIONS, ApiError.invalid(List.of(WRONG_SIZE, TOO_MANY)).toString());
    }

    @Test
    void keepsNothingOfTheListOfViolationsAndGivesAwayNone() {
        List<FieldViolation> violations = new ArrayList<>(List.of(WRONG_SIZE, TOO_MANY));
        ApiError error = ApiError.invalid(violations);
        violations.clear();

        assertEquals(TWO_VIOLATIONS, error.toString());
        for (ApiError any : List.of(error, ApiError.invalid("f", "r"), ApiError.of(ErrorCode.INVALID_REQUEST, "m"))) {
            assertThrows(
                    UnsupportedOperationException.class, () -> any.violations().add(WRONG_SIZE));
            assertThrows(
                    UnsupportedOperationException.class, () -> any.violations().removeIf(violation -> true));
            assertThrows(
                    UnsupportedOperationException.class, () -> any.violations().replaceAll(violation -> TOO_MANY));
        }
        assertThrows(
                UnsupportedOperationException.class, () -> error.violations().set(0, TOO_MANY));
        assertThrows(
                UnsupportedOperationException.class, () -> error.violations().clear());
    }

    @Test
    void refusesToBeInvalidWithoutAViolation() {
        List<FieldViolation> withNull = Arrays.asList(WRONG_SIZE, null);

        assertRefused(
                IllegalArgumentException.class, "Expected at least one violation", () -> ApiError.invalid(List.of()));
        assertThrows(NullPointerException.class, () -> ApiError.invalid(withNull));
        assertRefused(NullPointerException.class, "field", () -> ApiError.invalid(null, "r"));
        assertRefused(NullPointerException.class, "reason", () -> ApiError.invalid("f", null));
    }

    @Test
    void readsBackWhateverViolationsItWasMadeOf() {
        for (List<FieldViolation> violations :
                List.of(List.of(WRONG_SIZE), List.of(WRONG_SIZE, TOO_MANY), List.of(TOO_MANY, TOO_MANY, WRONG_SIZE))) {
            assertEquals(violations, ApiError.invalid(violations).violations());
        }
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
    void readsTheViolationsOfTheDocumentedFormAlone(String details, String fields) {
        ApiError error = new ApiError("A", "m", (JsonObject) JsonValue.parse(details));

        assertEquals(
                fields.isEmpty() ? List.of() : Arrays.asList(fields.split(" ")),
                error.violations().stream().map(FieldViolation::field).toList());
        assertTrue(error.violations().stream()
                .allMatch(violation -> violation.reason().equals("r")));
    }

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

        assertTrue(error.is(ShopError.OUT_OF_STOCK));
        assertTrue(new ApiError("OUT_OF_STOCK", "m", JsonObject.of()).is(ShopError.OUT_OF_STOCK));
        assertFalse(error.is(ErrorCode.INVALID_REQUEST));
        assertFalse(new ApiError("out_of_stock", "m", JsonObject.of()).is(ShopError.OUT_OF_STOCK));
        assertEquals(Optional.empty(), error.knownCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUOTA_EXHAUSTED", "invalid_request", "INVALID_REQUEST ", "e42", "überfüllt 🎉", "\uD800"})
    void keepsACodeThatItDoesNotKnow(String code) {
        ApiError error = new ApiError(code, "m", JsonObject.of());

        assertEquals(code, error.code());
        assertEquals(Optional.empty(), error.knownCode());
    }

    @Test
    void isShownOnOneLine() {
        ApiError error = new ApiError("A\nB", "1\r\n2\u001B[31m3\u0000", JsonObject.of("a\rb", "c\nd"));

        assertEquals("""
                {"code":"A\\nB","message":"1\\r\\n2\\u001b[31m3\\u0000","details":{"a\\rb":"c\\nd"}}""", error.toString());
    }
}
