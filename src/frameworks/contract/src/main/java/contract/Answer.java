package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorType;

/** An error as it came. */
record Answer(HttpResponse<byte[]> response) {

    /** {@return the envelope} All that is true of every error is checked. */
    ErrorEnvelope envelope(int status, String code) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertEquals(status, response.statusCode(), text);
        EnvelopeSchema.check(response.body());
        assertFalse(text.contains("internal") || text.contains("hunter2"), text);
        ErrorEnvelope envelope = ErrorEnvelope.parse(response.body());
        assertEquals(code, envelope.error().code());
        assertHeaders(code);
        assertHeader("X-Request-Id", envelope.requestId());
        return envelope;
    }

    ErrorEnvelope envelope(ErrorType type) {
        return envelope(type.status(), type.code());
    }

    /** {@return the envelope, with a documented code for the status} Of 400 there are two. */
    ErrorEnvelope envelopeOfItsStatus(int status) {
        String code = header("X-Error-Code");
        assertTrue(
                code.equals(ErrorCode.fallbackFor(status).code()) || status == 400 && code.equals("VALIDATION_ERROR"),
                code);
        return envelope(status, code);
    }

    /** What a HEAD has, too. */
    void assertHeaders(String code) {
        String type = header("Content-Type");
        assertTrue(type.equals("application/json") || type.equalsIgnoreCase("application/json;charset=utf-8"), type);
        assertHeader("Cache-Control", "no-store");
        assertHeader("X-Content-Type-Options", "nosniff");
        assertHeader("X-Error-Code", code);
        assertFalse(response.headers().toString().contains("hunter2"));
    }

    void assertHeader(String name, String value) {
        assertEquals(value, header(name), name);
    }

    /** {@return the value of a header that is there once} */
    String header(String name) {
        assertEquals(1, response.headers().allValues(name).size(), () -> name + " in " + response.headers());
        return response.headers().firstValue(name).orElseThrow();
    }
}
