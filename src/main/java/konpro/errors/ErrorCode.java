package konpro.errors;

import java.util.Objects;
import java.util.Optional;

/**
 * The error codes that the KonPro API documentation lists as the common ones, each with its HTTP status and message. Others
 * exist, and more will come: an envelope keeps its code as text, and {@link ApiError#knownCode()} finds the constant.
 */
public enum ErrorCode implements ErrorType {
    /** The request is malformed or has invalid parameters: 400. */
    INVALID_REQUEST(400, "The request is invalid"),
    /** The request is well-formed, but its content was not accepted: 400. */
    VALIDATION_ERROR(400, "Request validation failed"),
    /** There is no API key, or it is unknown or expired: 401. */
    INVALID_API_KEY(401, "API key is invalid or expired"),
    /** The API key is good, but may not do this: 403. */
    INSUFFICIENT_PERMISSIONS(403, "API key lacks required scopes"),
    /** What was asked for is not there: 404. */
    RESOURCE_NOT_FOUND(404, "Requested resource doesn't exist"),
    /** Too many requests in too short a time: 429, retryable. */
    RATE_LIMIT_EXCEEDED(429, "Too many requests"),
    /** The server failed: 500. */
    PROCESSING_ERROR(500, "Server processing error"),
    /** The server is overloaded or under maintenance: 503, retryable. */
    SERVICE_UNAVAILABLE(503, "Service temporarily unavailable");

    private static final ErrorCode[] ALL = values();

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /**
     * {@return the constant whose code that is, or empty for any other} Letter case counts.
     *
     * @param code a code as it is on the wire
     */
    public static Optional<ErrorCode> find(String code) {
        Objects.requireNonNull(code, "code");
        for (ErrorCode known : ALL) { // no stream: it would be the dearest thing in a process that needs one envelope
            if (known.code().equals(code)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the documented code for a status} A status without one of its own has the code of its class (RFC 9110, section
     * 15): {@code INVALID_REQUEST} for any other 4xx, {@code PROCESSING_ERROR} for all that is left.
     *
     * @param status an HTTP status
     */
    public static ErrorCode forStatus(int status) {
        return switch (status) {
            case 401 -> INVALID_API_KEY;
            case 403 -> INSUFFICIENT_PERMISSIONS;
            case 404 -> RESOURCE_NOT_FOUND;
            case 429 -> RATE_LIMIT_EXCEEDED;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> status >= 400 && status <= 499 ? INVALID_REQUEST : PROCESSING_ERROR;
        };
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }
}
