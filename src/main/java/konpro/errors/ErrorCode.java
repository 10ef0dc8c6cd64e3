package konpro.errors;

import java.util.Objects;
import java.util.Optional;

/**
 * The error codes that the KonPro API documentation lists as the common ones, each with its HTTP status and message. Others
 * exist, and more will come: an envelope keeps its code as text, and {@link ApiError#knownCode()} finds the constant.
 */
public enum ErrorCode implements ErrorType {
    /** The request is malformed or has invalid parameters: 400. */
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is invalid"),
    /** The request is well-formed, but its content was not accepted: 400. */
    VALIDATION_ERROR(HttpStatus.BAD_REQUEST, "Request validation failed"),
    /** There is no API key, or it is unknown or expired: 401. */
    INVALID_API_KEY(HttpStatus.UNAUTHORIZED, "API key is invalid or expired"),
    /** The API key is valid, but does not permit this: 403. */
    INSUFFICIENT_PERMISSIONS(HttpStatus.FORBIDDEN, "API key lacks required scopes"),
    /** The requested resource does not exist: 404. */
    RESOURCE_NOT_FOUND(HttpStatus.NOT_FOUND, "Requested resource doesn't exist"),
    /** Too many requests in too short a time: 429, retryable. */
    RATE_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    /** The server failed: 500. */
    PROCESSING_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Server processing error"),
    /** The server is overloaded or under maintenance: 503, retryable. */
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Service temporarily unavailable");

    private static final ErrorCode[] ALL = values();

    private final HttpStatus status;
    private final String message;

    ErrorCode(HttpStatus status, String message) {
        this.status = status;
        this.message = message;
    }

    /**
     * {@return the constant with that code, or empty for any other} Letter case matters.
     *
     * @param code a code from an envelope
     */
    public static Optional<ErrorCode> find(String code) {
        Objects.requireNonNull(code, "code");
        for (ErrorCode known : ALL) { // the first stream of a process takes longer than the first envelope
            if (known.code().equals(code)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the documented code to fall back to for a status, if no code is known} A status without a code of its own has
     * that of its class (RFC 9110, section 15): {@code INVALID_REQUEST} for any other 4xx, {@code PROCESSING_ERROR} for
     * everything else. For a type to respond with, see {@link ErrorType#ofStatus}.
     *
     * @param status an HTTP status
     */
    public static ErrorCode fallbackFor(int status) {
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
        return status.code();
    }

    /** {@return the HTTP status} */
    public HttpStatus httpStatus() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }

    /** {@return whether the same request may succeed later: for the statuses 429 and 503} */
    public boolean retryable() {
        return status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
