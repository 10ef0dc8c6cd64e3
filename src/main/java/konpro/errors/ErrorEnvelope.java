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
 * An error of the KonPro API as it is on the wire: the error, and the id of the request.
 *
 * <pre>{@code
 * ErrorEnvelope envelope = ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "The request body is invalid", requestId)
 *         .withDetail("field", "avatar_id")
 *         .withDetail("reason", "Avatar ID is required");
 * byte[] body = envelope.toBytes();
 * return ErrorEnvelope.parse(body);
 * }</pre>
 *
 * <p>It is written in this order and without white space:
 *
 * <pre>{@code
 * {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid","details":{"field":"avatar_id",
 *  "reason":"Avatar ID is required"}},"request_id":"req-123456"}
 * }</pre>
 *
 * <p>Data binders do not know this type: use {@link #toMap()}, or the adapters in {@code docs/mappers.md}.
 *
 * @param error the error
 * @param requestId the id of the request, never empty
 */
public record ErrorEnvelope(ApiError error, String requestId) {

    /**
     * Checks the request id.
     *
     * @param error the error
     * @param requestId the id of the request
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
     * @param message the message; {@code null} for the type's message
     * @param requestId the id of the request
     * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires, or the request id is
     *     empty
     */
    public static ErrorEnvelope of(ErrorType type, @Nullable String message, String requestId) {
        return new ErrorEnvelope(ApiError.of(type, message), requestId);
    }

    /**
     * Parses an envelope. It must be a JSON object with {@code error}, an object, and {@code request_id}, a string that is not
     * empty; {@code error} must have {@code code}, a string that is not empty, and {@code message}, a string, and may have
     * {@code details}, an object or {@code null}. Members may be in any order; others are ignored.
     *
     * @param json the JSON text in UTF-8; it is not kept
     * @return the envelope
     * @throws JsonParseException if the text is not JSON
     * @throws JsonValueException if it is JSON, but not an envelope
     */
    public static ErrorEnvelope parse(byte[] json) {
        return EnvelopeJson.read(Objects.requireNonNull(json, "json"));
    }

    /**
     * Parses an envelope, as {@link #parse(byte[])} does.
     *
     * @param json the JSON text
     * @return the envelope
     * @throws JsonParseException if the text is not JSON
     * @throws JsonValueException if it is JSON, but not an envelope
     */
    public static ErrorEnvelope parse(String json) {
        return EnvelopeJson.read(Utf8.bytes(Objects.requireNonNull(json, "json")));
    }

    /**
     * {@return the envelope that {@link #parse(byte[])} would return, or empty if it would throw}
     *
     * @param json any bytes, or {@code null}, which some HTTP clients have for no body
     */
    public static Optional<ErrorEnvelope> find(byte @Nullable [] json) {
        try {
            return json == null ? Optional.empty() : Optional.of(parse(json));
        } catch (JsonParseException | JsonValueException notAnEnvelope) {
            return Optional.empty();
        }
    }

    /**
     * {@return the envelope that {@link #parse(String)} would return, or empty if it would throw}
     *
     * @param json any text, or {@code null}
     */
    public static Optional<ErrorEnvelope> find(@Nullable String json) {
        return find(json == null ? null : Utf8.bytes(json));
    }

    /**
     * {@return a copy with a detail, which replaces one of the same name}
     *
     * @param name the detail's name
     * @param value a value that {@link JsonValue#of JsonValue.of} accepts
     * @throws IllegalArgumentException if the value is not accepted, or the details would nest deeper than 126
     */
    public ErrorEnvelope withDetail(String name, @Nullable Object value) {
        return new ErrorEnvelope(error.withDetail(name, value), requestId);
    }

    /** {@return the envelope as compact JSON in UTF-8} Its media type is {@code application/json} (RFC 8259, section 11). */
    public byte[] toBytes() {
        return EnvelopeJson.write(this);
    }

    /** {@return the envelope as compact JSON, the text of {@link #toBytes()}} */
    public String toJson() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** {@return the envelope as JSON with one member or element a line, see {@link JsonValue#toPrettyString()}} */
    public String toPrettyString() {
        return EnvelopeJson.toJson(this).toPrettyString();
    }

    /**
     * {@return the envelope as a new, modifiable map of plain Java values, for any data binder}
     *
     * @throws JsonValueException if a number in the details has an exponent beyond ±1,000
     */
    public Map<String, Object> toMap() {
        return EnvelopeJson.toJson(this).toJava();
    }

    /**
     * Writes the envelope as compact JSON in UTF-8, with a single {@code write}. The stream is neither flushed nor closed.
     *
     * @param out the stream to write to
     * @throws IOException if the stream throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    /** {@return the envelope as JSON on one line, in which invisible characters are escaped} */
    @Override
    public String toString() {
        return SafeText.escaped(toJson());
    }
}
