package konpro.errors;

import java.util.Arrays;
import java.util.Optional;

/** The HTTP statuses that the KonPro API documentation lists. Others may come: a status is an {@code int} everywhere else. */
public enum HttpStatus {
    /** 200. */
    OK(200, "OK", "Success"),
    /** 201. */
    CREATED(201, "Created", "Created"),
    /** 400. */
    BAD_REQUEST(400, "Bad Request", "Bad Request - Invalid parameters"),
    /** 401. */
    UNAUTHORIZED(401, "Unauthorized", "Unauthorized - Invalid or missing API key"),
    /** 403. */
    FORBIDDEN(403, "Forbidden", "Forbidden - Insufficient permissions"),
    /** 404. */
    NOT_FOUND(404, "Not Found", "Not Found - Resource doesn't exist"),
    /** 429. */
    TOO_MANY_REQUESTS(429, "Too Many Requests", "Too Many Requests - Rate limit exceeded"),
    /** 500. */
    INTERNAL_SERVER_ERROR(500, "Internal Server Error", "Internal Server Error"),
    /** 503. */
    SERVICE_UNAVAILABLE(503, "Service Unavailable", "Service Unavailable");

    private final int code;
    private final String reason;
    private final String description;

    HttpStatus(int code, String reason, String description) {
        this.code = code;
        this.reason = reason;
        this.description = description;
    }

    /**
     * {@return the constant of that status code, or empty for any other}
     *
     * @param code an HTTP status code, as 404
     */
    public static Optional<HttpStatus> find(int code) {
        return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
    }

    /** {@return the status code, as 404} */
    public int code() {
        return code;
    }

    /** {@return the reason phrase of RFC 9110, section 15 (429: RFC 6585, section 4), as {@code Not Found}} */
    public String reason() {
        return reason;
    }

    /** {@return what the KonPro documentation says of it, as {@code Not Found - Resource doesn't exist}} */
    public String description() {
        return description;
    }
}
