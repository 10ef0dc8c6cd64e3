package konpro.errors;

import java.util.Optional;
import konpro.errors.json.impl.Nullable;

/** The HTTP statuses that the KonPro API documentation lists. Others may come: a response's status is an {@code int}. */
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

    private static final HttpStatus[] ALL = values();

    private final int code;
    private final String reason;
    private final String description;

    HttpStatus(int code, String reason, String description) {
        this.code = code;
        this.reason = reason;
        this.description = description;
    }

    /**
     * {@return the constant with that status code, or empty for any other}
     *
     * @param code an HTTP status code, such as 404
     */
    public static Optional<HttpStatus> find(int code) {
        for (HttpStatus status : ALL) {
            if (status.code == code) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** {@return the reason phrase of a status of an error, documented here or not, or null if none is known} */
    static @Nullable String reasonOf(int code) {
        return switch (code) { // RFC 9110, section 15
            case 402 -> "Payment Required";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required"; // RFC 6585, as 431 and 511
            case 431 -> "Request Header Fields Too Large";
            case 451 -> "Unavailable For Legal Reasons"; // RFC 7725
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 511 -> "Network Authentication Required";
            default -> find(code).map(HttpStatus::reason).orElse(null);
        };
    }

    /** {@return the status code, such as 404} */
    public int code() {
        return code;
    }

    /** {@return the reason phrase of RFC 9110, section 15 (429: RFC 6585, section 4), such as {@code Not Found}} */
    public String reason() {
        return reason;
    }

    /** {@return the description in the KonPro documentation, such as {@code Not Found - Resource doesn't exist}} */
    public String description() {
        return description;
    }
}
