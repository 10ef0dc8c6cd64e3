package konpro.errors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import konpro.errors.json.impl.Nullable;
import konpro.errors.json.impl.Utf8;

/**
 * An error of the KonPro API as it goes over the wire: what went wrong, and in answer to which request.
 *
 * <pre>{@code
 * ErrorEnvelope envelope = ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "The request body is invalid", requestId)
 *         .withDetail("field", "avatar_id")
 *         .withDetail("reason", "Avatar ID is required");
 * byte[] body = envelope.toBytes();
 * return ErrorEnvelope.parse(body);
 * }</pre>
 *
 * <p>The body is, in this order and without white space:
 *
 * <pre>{@code
 * {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid","details":{"field":"avatar_id",
 *  "reason":"Avatar ID is required"}},"request_id":"req-123456"}
 * }</pre>
 *
 * @param error what went wrong
 * @param requestId the id of the request that this answers, never empty
 */
public record ErrorEnvelope(ApiError error, String requestId) {

    /**
     * Checks that both are there.
     *
     * @param error what went wrong
     * @param requestId the id of the request that this answers
     * @throws IllegalArgumentException if the request id is empty
     */
    public ErrorEnvelope {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(requestId, "requestId");
        if (requestId.isEmpty()) {
            throw new IllegalArgumentException("Expected a request id that is not empty; RequestId.next() makes one");
        }
    }

    /**
     * {@return an envelope without details}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message, for people; {@code null} for the type's message
     * @param requestId the id of the request that this answers
     * @throws IllegalArgumentException if the type's code or status is not as {@link ErrorType} requires, or the request id is
     *     empty
     */
    public static ErrorEnvelope of(ErrorType type, @Nullable String message, String requestId) {
        return new ErrorEnvelope(ApiError.of(type, message), requestId);
    }

    /**
     * Reads an envelope. It must be a JSON object with {@code error}, an object, and {@code request_id}, a string that is not
     * empty; in {@code error} there must be {@code code}, a string that is not empty, and {@code message}, a string; there
     * may be {@code details}, an object or {@code null}. Members of other names are passed over, wherever they stand.
     *
     * @param json the JSON text in UTF-8; it is not kept
     * @return the envelope
     * @throws JsonParseException if that is not JSON
     * @throws JsonValueException if that is JSON, but not an envelope
     */
    public static ErrorEnvelope parse(byte[] json) {
        Objects.requireNonNull(json, "json");
        return EnvelopeJson.read(json);
    }

    /**
     * Reads an envelope, as {@link #parse(byte[])} does.
     *
     * @param json the JSON text
     * @return the envelope
     * @throws JsonParseException if that is not JSON
     * @throws JsonValueException if that is JSON, but not an envelope
     */
    public static ErrorEnvelope parse(String json) {
        return EnvelopeJson.read(Utf8.bytes(Objects.requireNonNull(json, "json")));
    }

    /**
     * {@return the envelope that {@link #parse(byte[])} would read, or empty where it would throw}
     *
     * @param json any bytes, or {@code null}, with which some HTTP clients report that there is no body
     */
    public static Optional<ErrorEnvelope> find(byte @Nullable [] json) {
        try {
            return json == null ? Optional.empty() : Optional.of(parse(json));
        } catch (JsonParseException | JsonValueException notAnEnvelope) {
            return Optional.empty();
        }
    }

    /**
     * {@return the envelope that {@link #parse(String)} would read, or empty where it would throw}
     *
     * @param json any text, or {@code null}
     */
    public static Optional<ErrorEnvelope> find(@Nullable String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(parse(json));
        } catch (JsonParseException | JsonValueException notAnEnvelope) {
            return Optional.empty();
        }
    }

    /**
     * {@return a copy with one more detail, or with another value for the one of that name}
     *
     * @param name the detail's name
     * @param value whatever {@link JsonValue#of JsonValue.of} takes
     * @throws IllegalArgumentException if there is no JSON for the value, or the details would nest deeper than 126
     */
    public ErrorEnvelope withDetail(String name, @Nullable Object value) {
        return new ErrorEnvelope(error.withDetail(name, value), requestId);
    }

    /** {@return the envelope as compact JSON in UTF-8} Its media type is {@code application/json} (RFC 8259, section 11). */
    public byte[] toBytes() {
        return EnvelopeJson.write(this);
    }

    /** {@return the envelope as compact JSON} */
    public String toJson() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** {@return the envelope as JSON with one member a line, indented by two spaces} */
    public String toPrettyString() {
        return EnvelopeJson.toJson(this).toPrettyString();
    }

    /**
     * {@return the envelope as plain Java values, for any framework's own mapper} The map is new and the caller's own.
     *
     * @throws JsonValueException if a number among the details has an exponent beyond ±1,000
     */
    public Map<String, Object> toMap() {
        return EnvelopeJson.toJson(this).toJava();
    }

    /**
     * Writes the envelope as compact JSON in UTF-8, in one piece. The stream is neither flushed nor closed.
     *
     * @param out where to write to
     * @throws IOException as the stream throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    /** {@return the envelope as JSON on one line, fit for a log: what could break it is escaped} */
    @Override
    public String toString() {
        return EnvelopeJson.toJson(this).toString();
    }
}
