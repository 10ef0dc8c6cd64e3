package konpro.errors;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import konpro.errors.json.JsonValue;
import konpro.errors.json.impl.Nullable;

/**
 * An error to respond with: a handler throws it, and an {@link ErrorMapper} makes the response. Its code, message and details
 * reach the client; its cause does not. {@code detail} and {@code retryAfter} change it in place: throw a new one each time. It
 * may be subclassed.
 *
 * <pre>{@code
 * throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
 *         .detail("limit", 10)
 *         .retryAfter(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>An error that another server responded with is a {@link RemoteApiException}. It is not passed on to the client.
 *
 * @serial exclude
 */
@SuppressWarnings({"serial", "this-escape"}) // Java serialization is not supported; initCause is called at the end
public class ApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private final ErrorType type;
    private final int status;
    private ApiError error;
    private @Nullable Duration retryAfter;

    /**
     * An error of a type, with the type's message.
     *
     * @param type one of {@link ErrorCode}, an application's own, or {@link ErrorType#ofStatus}
     * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires
     */
    public ApiException(ErrorType type) {
        this(type, null, null);
    }

    /**
     * An error of a type.
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message for the client to read; {@code null} for the type's message
     * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires
     */
    public ApiException(ErrorType type, @Nullable String message) {
        this(type, message, null);
    }

    /**
     * An error of a type, with the exception that caused it.
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message for the client to read; {@code null} for the type's message
     * @param cause for the log; nothing of it is sent; {@code null} if there is none
     * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires
     */
    public ApiException(ErrorType type, @Nullable String message, @Nullable Throwable cause) {
        super((String) null); // getMessage() makes it when it is asked for
        ErrorType checked = CheckedType.of(type);
        this.type = type;
        this.status = checked.status();
        this.error = ApiError.of(checked, message);
        if (cause != null) {
            super.initCause(cause);
        }
    }

    private ApiException(ApiError validationError) {
        super((String) null);
        this.type = ErrorCode.VALIDATION_ERROR;
        this.status = type.status();
        this.error = validationError;
    }

    private ApiException(ErrorType checked, ApiError error) {
        super(null, null, false, false);
        this.type = checked;
        this.status = checked.status();
        this.error = error;
    }

    /** {@return an error that a mapper responds with} It has no stack trace, which would be most of the cost of a response. */
    static ApiException ofMapped(ErrorType checked) {
        return new ApiException(checked, ApiError.of(checked, null));
    }

    /**
     * {@return a {@code VALIDATION_ERROR}, see {@link ApiError#invalid(String, String)}}
     *
     * @param field the field that is invalid
     * @param reason why it is invalid
     */
    public static ApiException invalid(String field, String reason) {
        return new ApiException(ApiError.invalid(field, reason));
    }

    /**
     * {@return a {@code VALIDATION_ERROR}, see {@link ApiError#invalid(List)}}
     *
     * @param violations what is invalid
     * @throws IllegalArgumentException if there are none
     */
    public static ApiException invalid(List<FieldViolation> violations) {
        return new ApiException(ApiError.invalid(violations));
    }

    /**
     * Adds a detail, or replaces the value of the detail of that name.
     *
     * @param name the detail's name
     * @param value a value that {@link JsonValue#of JsonValue.of} accepts
     * @return this exception
     * @throws IllegalArgumentException if the value is not accepted, or the details would nest deeper than 126
     */
    public ApiException detail(String name, @Nullable Object value) {
        error = error.withDetail(name, value);
        return this;
    }

    /**
     * Sets when the same request may be sent again: {@code Retry-After} in whole seconds (RFC 9110, section 10.2.3).
     *
     * @param delay how long to wait; a part of a second counts as a whole one, and a negative delay as zero
     * @return this exception
     */
    public ApiException retryAfter(Duration delay) {
        retryAfter = delay.isNegative() ? Duration.ZERO : delay;
        return this;
    }

    /**
     * Sets the cause for the log. Nothing of it is sent.
     *
     * @return this exception
     * @throws IllegalStateException if there is a cause already
     * @throws IllegalArgumentException if the cause is this exception itself
     */
    @Override
    public synchronized ApiException initCause(Throwable cause) {
        super.initCause(cause);
        return this;
    }

    /** {@return status, code and message, sanitised for a log} */
    @Override
    public String getMessage() {
        return status + " " + error.code() + ": " + SafeText.of(error.message(), MAX_MESSAGE_LENGTH);
    }

    /** {@return the type} */
    public final ErrorType type() {
        return type;
    }

    /** {@return the HTTP status to respond with, which the type had when this exception was made} */
    public final int status() {
        return status;
    }

    /** {@return the error that is sent to the client} */
    public final ApiError error() {
        return error;
    }

    /** {@return when the same request may be sent again, if that is set} */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
