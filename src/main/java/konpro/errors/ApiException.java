package konpro.errors;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.impl.Nullable;

/**
 * An error that we answer with: thrown by a handler, made into a response by an {@link ErrorMapper}. What it says reaches the
 * client; its cause does not. It is changed in place by what adds to it: throw a new one each time.
 *
 * <pre>{@code
 * throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
 *         .detail("limit", 10)
 *         .retryAfter(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>What a server that we called has answered is a {@link RemoteApiException}, and stays between it and us.
 *
 * @serial exclude
 */
public final class ApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private transient ErrorType type;
    private transient ApiError error;
    private @Nullable Duration retryAfter;

    /**
     * An error of that type with its own message, where there is nothing more specific to say.
     *
     * @param type one of {@link ErrorCode}, an application's own, or as {@link ErrorType#ofStatus} has it
     * @throws IllegalArgumentException if the type's code or status is not as {@link ErrorType} demands
     */
    public ApiException(ErrorType type) {
        this(type, type.message());
    }

    /**
     * An error of that type, without details.
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message, for the client to read
     * @throws IllegalArgumentException if the type's code or status is not as {@link ErrorType} demands
     */
    public ApiException(ErrorType type, String message) {
        this(type, ApiError.of(type, message));
    }

    private ApiException(ErrorType type, ApiError error) {
        super(type.status() + " " + error.code() + ": " + CleanText.of(error.message(), MAX_MESSAGE_LENGTH));
        this.type = type;
        this.error = error;
    }

    /**
     * {@return a {@code VALIDATION_ERROR}, as {@link ApiError#invalid(String, String)} has it}
     *
     * @param field the field that is wrong
     * @param reason what is wrong with it
     */
    public static ApiException invalid(String field, String reason) {
        return new ApiException(ErrorCode.VALIDATION_ERROR, ApiError.invalid(field, reason));
    }

    /**
     * {@return a {@code VALIDATION_ERROR}, as {@link ApiError#invalid(List)} has it}
     *
     * @param violations what is wrong
     * @throws IllegalArgumentException if there are none
     */
    public static ApiException invalid(List<FieldViolation> violations) {
        return new ApiException(ErrorCode.VALIDATION_ERROR, ApiError.invalid(violations));
    }

    /**
     * Adds a detail, or gives the one of that name another value.
     *
     * @param name the detail's name
     * @param value whatever {@link JsonValue#of JsonValue.of} takes
     * @return this exception
     * @throws IllegalArgumentException if there is no JSON for the value, or the details would nest deeper than 126
     */
    public ApiException detail(String name, Object value) {
        error = error.withDetail(name, value);
        return this;
    }

    /**
     * Says when the same request may be tried again, as {@code Retry-After} (RFC 9110, section 10.2.3), in whole seconds.
     *
     * @param delay how long to wait, zero or more; a part of a second counts as a whole one
     * @return this exception
     * @throws IllegalArgumentException if the delay is negative
     */
    public ApiException retryAfter(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("Expected a delay that is not negative but found " + delay);
        }
        retryAfter = delay;
        return this;
    }

    /**
     * Keeps the cause for the log; the client learns nothing of it.
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

    /** {@return the type, with the status to answer with} */
    public ErrorType type() {
        return type;
    }

    /** {@return what the client will be told} */
    public ApiError error() {
        return error;
    }

    /** {@return when the same request may be tried again, if that was said} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Of an application's own type no more goes along than what it says: its class may not be there on the other side. */
    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(type instanceof ErrorCode ? type : ErrorTypes.Plain.copyOf(type));
        out.writeObject(error.message());
        out.writeObject(error.details().toBytes());
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (retryAfter != null) {
            retryAfter(retryAfter);
        }
        type = ErrorTypes.checked((ErrorType) in.readObject());
        String message = (String) in.readObject();
        error = new ApiError(type.code(), message, (JsonObject) JsonValue.parse((byte[]) in.readObject()));
    }
}
