package konpro.errors;

import java.util.Map;
import java.util.Objects;

/**
 * A complete response, for any framework to send: status, headers and body.
 *
 * <pre>{@code
 * ErrorResponse response = errors.respond(exception, requestId);
 * out.setStatus(response.status());
 * response.headers().forEach(out::setHeader);
 * out.getOutputStream().write(response.body());
 * }</pre>
 *
 * @param status the HTTP status, 400 to 599
 * @param headers the header fields, in their order; each value is safe to send as it is
 * @param envelope the body
 */
public record ErrorResponse(int status, Map<String, String> headers, ErrorEnvelope envelope) {

    /**
     * Checks the status and the headers, and copies the headers.
     *
     * @param status the HTTP status
     * @param headers the header fields
     * @param envelope the body
     * @throws IllegalArgumentException if the status is not 400 to 599, a header's name is not a token (RFC 9110, section 5.1), or
     *     its value is empty, begins with a space or is not printable ASCII
     */
    public ErrorResponse {
        Objects.requireNonNull(envelope, "envelope");
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("Expected an error status from 400 to 599 but found " + status);
        }
        headers = ResponseHeaders.checked(headers);
    }

    /** {@return the body, JSON in UTF-8, in a new array} The response to {@code HEAD} is sent without it. */
    public byte[] body() {
        return envelope.toBytes();
    }
}
