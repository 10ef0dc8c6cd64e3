package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every data binder does with the adapter that the docs show for it. */
abstract class BinderContract {

    static final ErrorEnvelope ENVELOPE = ErrorEnvelope.of(
                    ErrorCode.INVALID_REQUEST, "The request body is invalid", "req-123456")
            .withDetail("field", "avatar_id")
            .withDetail("reason", "Avatar ID is required");

    private static final ErrorEnvelope ANY_DETAILS = ErrorEnvelope.parse("""
            {"error":{"code":"TEAPOT","message":"<&'\\"\\\\\\u202E\\uD83C\\uDF75 \\n","details":{"none":null,
              "limits":[1,-7,9007199254740993,12345678901234567890123,0.10,12345678901234567890123.4567890123456789000],
              "deep":{"none":null,"list":[[],{},[{"yes":true,"no":false,"none":null}]]},"":"","code":3,
              "request_id":{"error":[]}}},"request_id":"req-1"}""");

    /** A bean that has an envelope or an error among its properties. */
    public static class Report {
        public int id;
        public ErrorEnvelope error;
        public List<ErrorEnvelope> errors;
        public ApiError cause;
    }

    abstract String write(Object value) throws Exception;

    abstract <T> T read(String json, Class<T> type) throws Exception;

    /** {@return the class of the exceptions that the binder's callers know} */
    abstract Class<? extends Exception> exception();

    /** {@return what a number that is written {@code 1e400} is in JSON that the binder has written} */
    String exponent() {
        return "1e400";
    }

    @Test
    void writesAnEnvelopeAsItIsOnTheWire() throws Exception {
        assertEquals(ENVELOPE.toJson(), write(ENVELOPE));
    }

    @Test
    void readsAnEnvelopeAsTheLibraryDoes() throws Exception {
        String json = """
                {"new":[1],"request_id":"req-1","error":{"new":{},"details":null,"message":"Teapot","code":"TEAPOT"}}""";

        assertEquals(ErrorEnvelope.parse(json), read(json, ErrorEnvelope.class));
        assertEquals("TEAPOT", read(json, ErrorEnvelope.class).error().code());
    }

    @Test
    void keepsAnyDetails() throws Exception {
        assertEquals(ANY_DETAILS, ErrorEnvelope.parse(write(ANY_DETAILS)));
        assertEquals(ANY_DETAILS, read(ANY_DETAILS.toJson(), ErrorEnvelope.class));
        assertEquals(ANY_DETAILS, read(write(ANY_DETAILS), ErrorEnvelope.class));
    }

    @Test
    void keepsExponents() throws Exception {
        ErrorEnvelope envelope = ErrorEnvelope.parse(ENVELOPE.toJson().replace("\"avatar_id\"", "1e400"));
        String expected = ENVELOPE.toJson().replace("\"avatar_id\"", exponent());

        assertEquals(expected, write(envelope));
        assertEquals(expected, read(envelope.toJson(), ErrorEnvelope.class).toJson());
    }

    @Test
    void writesAndReadsABeanThatHasEnvelopes() throws Exception {
        Report report = new Report();
        report.id = 7;
        report.error = ANY_DETAILS;
        report.errors = Arrays.asList(ENVELOPE, null, ANY_DETAILS);

        Report same = read(write(report), Report.class);

        assertEquals(7, same.id);
        assertEquals(report.error, same.error);
        assertEquals(report.errors, same.errors);
        assertNull(same.cause);
    }

    @Test
    void writesAndReadsAnErrorWithoutItsEnvelope() throws Exception {
        Report report = new Report();
        for (ApiError error : List.of(
                ANY_DETAILS.error(),
                ApiError.of(ErrorCode.PROCESSING_ERROR, null),
                ApiError.invalid(
                        List.of(new FieldViolation("name", "Empty"), new FieldViolation("size", "Too big"))))) {
            report.cause = error;

            assertEquals(error, read(write(report), Report.class).cause);
            assertEquals(error, read(write(error), ApiError.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7,\"error\":null,\"errors\":null,\"cause\":null}", "{\"id\":7}"})
    void readsWhatIsNullOrAbsentAsNull(String json) throws Exception {
        Report report = read(json, Report.class);

        assertEquals(7, report.id);
        assertNull(report.error);
        assertNull(report.errors);
        assertNull(report.cause);
    }

    @Test
    void readsNullAsNull() throws Exception {
        assertNull(read("null", ErrorEnvelope.class));
        assertNull(read("null", ApiError.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                          | error: expected a value, found nothing",
                "{\"error\":{\"code\":\"A\"},\"request_id\":\"req-1\"}       | error.message: expected a value, found nothing",
                "{\"error\":{\"code\":7},\"request_id\":\"req-1\"}           | error.code: expected a string, found a number"
            })
    void refusesWhatIsNoEnvelopeWithTheBindersOwnException(String json, String reason) {
        assertRefuses(json, JsonValueException.class, reason);
    }

    @Test
    void refusesDeepNestingWithTheBindersOwnException() {
        assertRefuses(
                "{\"error\":" + "[".repeat(128) + "]".repeat(128) + "}",
                JsonParseException.class,
                "Expected at most 128 nested arrays and objects but found '[' at line 1, column 137 (byte 136)");
    }

    private void assertRefuses(String json, Class<? extends Exception> cause, String reason) {
        Exception alone = assertThrows(exception(), () -> read(json, ErrorEnvelope.class));
        assertEquals(reason, assertInstanceOf(cause, alone.getCause()).getMessage());
        assertThrows(exception(), () -> read("{\"errors\":[" + json + "]}", Report.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"envelope\"", "[]", "{\"error\":", "{\"error\":{}}}", ""})
    void refusesAnythingElseWithTheBindersOwnException(String json) {
        assertThrows(exception(), () -> read("{\"error\":" + json + "}", Report.class));
    }
}
