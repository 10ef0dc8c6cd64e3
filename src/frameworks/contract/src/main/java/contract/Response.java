package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;

/** A response as it was received. */
public record Response(HttpResponse<byte[]> http) {

    /** {@return the envelope} What is true of every error response is checked. */
    public ErrorEnvelope envelope(int status, String code) {
        String text = new String(http.body(), StandardCharsets.UTF_8);
        assertEquals(status, http.statusCode(), text);
        EnvelopeSchema.check(http.body());
        assertFalse(text.contains("internal") || text.contains("hunter2"), text);
        assertFalse(text.contains("null"), text);
        ErrorEnvelope envelope = ErrorEnvelope.parse(http.body());
        assertEquals(code, envelope.error().code());
        assertHeaders(code);
        assertHeader("X-Request-Id", envelope.requestId());
        return envelope;
    }

    /** {@return the envelope, with the status and the code of a type} */
    public ErrorEnvelope envelope(ErrorType type) {
        return envelope(type.status(), type.code());
    }

    /** {@return the envelope, with a documented code for the status} There are two for 400. */
    public ErrorEnvelope envelope(int status) {
        String code = header("X-Error-Code");
        assertTrue(
                code.equals(ErrorCode.fallbackFor(status).code()) || status == 400 && code.equals("VALIDATION_ERROR"),
                code);
        return envelope(status, code);
    }

    /** Expects a {@code VALIDATION_ERROR} that names these fields, in this order, each with a reason. */
    public void assertInvalid(String... fields) {
        assertNames(ErrorCode.VALIDATION_ERROR, fields);
    }

    /** Expects a code and these fields, in this order, each with a reason. */
    void assertNames(ErrorCode code, String... fields) {
        List<FieldViolation> violations = envelope(code).error().violations();
        assertEquals(
                List.of(fields), violations.stream().map(FieldViolation::field).toList());
        assertTrue(violations.stream().noneMatch(x -> x.reason().isBlank()), violations::toString);
    }

    /** Checks the headers, which the response to HEAD has as well. */
    void assertHeaders(String code) {
        String type = header("Content-Type");
        assertTrue(type.equals("application/json") || type.equalsIgnoreCase("application/json;charset=utf-8"), type);
        assertHeader("Cache-Control", "no-store");
        assertHeader("X-Content-Type-Options", "nosniff");
        assertHeader("X-Error-Code", code);
        assertFalse(http.headers().toString().contains("hunter2"));
    }

    /** Expects a header, once. */
    public void assertHeader(String name, String value) {
        assertEquals(value, header(name), name);
    }

    /** {@return the value of a header, which must be there once} */
    public String header(String name) {
        assertEquals(1, http.headers().allValues(name).size(), () -> name + " in " + http.headers());
        return http.headers().firstValue(name).orElseThrow();
    }
}
