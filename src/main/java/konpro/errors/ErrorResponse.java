package konpro.errors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A whole answer, for any framework to send: status, headers and body.
 *
 * <pre>{@code
 * ErrorResponse response = errors.respond(failure, requestId);
 * out.setStatus(response.status());
 * response.headers().forEach(out::setHeader);
 * out.getOutputStream().write(response.body());
 * }</pre>
 *
 * @param status the HTTP status, 400 to 599
 * @param headers the header fields, in their order; each value is safe to send as it is
 * @param envelope what the body says
 */
public record ErrorResponse(int status, Map<String, String> headers, ErrorEnvelope envelope) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110, section 5.1
    private static final Pattern VALUE = Pattern.compile("[!-~][ -~]*");

    /**
     * Copies the headers.
     *
     * @param status the HTTP status
     * @param headers the header fields
     * @param envelope what the body says
     * @throws IllegalArgumentException if the status is not one of an error, a header's name is not one, or its value is empty
     *     or holds more than printable ASCII
     */
    public ErrorResponse {
        Objects.requireNonNull(envelope, "envelope");
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("Expected an error status from 400 to 599 but found " + status);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        headers.forEach(ErrorResponse::checkedHeader);
    }

    /** Servers have been seen to narrow what is beyond ASCII, and to make line breaks of it. */
    static String checkedHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected printable ASCII in header " + CleanText.of(name, 100));
        }
        return value;
    }

    /** {@return the body, JSON in UTF-8} The array is new and the caller's own; a {@code HEAD} is answered without it. */
    public byte[] body() {
        return envelope.toBytes();
    }
}
