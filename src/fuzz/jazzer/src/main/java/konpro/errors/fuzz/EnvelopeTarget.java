package konpro.errors.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** Any bytes, read as an envelope: the one that the JSON value says, or a refusal. */
public final class EnvelopeTarget {

    private EnvelopeTarget() {}

    public static void fuzzerTestOneInput(byte[] json) {
        Optional<ErrorEnvelope> envelope = ErrorEnvelope.find(json);
        Check.same(envelope, parsed(() -> ErrorEnvelope.parse(json)), "what parse reads");
        Check.same(envelope, bySlowReading(json), "what the JSON value says");
        Check.utf8(json)
                .ifPresent(text -> Check.same(envelope, parsed(() -> ErrorEnvelope.parse(text)), "what the text says"));
        envelope.ifPresent(EnvelopeTarget::check);
    }

    private static Optional<ErrorEnvelope> parsed(Supplier<ErrorEnvelope> parse) {
        try {
            return Optional.of(parse.get());
        } catch (JsonParseException | JsonValueException refusal) {
            return Optional.empty();
        }
    }

    private static Optional<ErrorEnvelope> bySlowReading(byte[] json) {
        JsonValue value;
        try {
            value = JsonValue.parse(json);
        } catch (JsonParseException refusal) {
            return Optional.empty();
        }
        return value instanceof JsonObject object
                        && object.tryGet("request_id").orElse(null) instanceof JsonString requestId
                        && object.tryGet("error").orElse(null) instanceof JsonObject error
                        && error.tryGet("code").orElse(null) instanceof JsonString code
                        && error.tryGet("message").orElse(null) instanceof JsonString message
                        && !code.asString().isEmpty()
                        && !requestId.asString().isEmpty()
                ? details(error)
                        .map(details -> new ErrorEnvelope(
                                new ApiError(code.asString(), message.asString(), details), requestId.asString()))
                : Optional.empty();
    }

    private static Optional<JsonObject> details(JsonObject error) {
        JsonValue details = error.tryGet("details").orElse(JsonObject.of());
        return details instanceof JsonObject object
                ? Optional.of(object)
                : details instanceof JsonNull ? Optional.of(JsonObject.of()) : Optional.empty();
    }

    private static void check(ErrorEnvelope envelope) {
        byte[] bytes = envelope.toBytes();
        ErrorEnvelope again = ErrorEnvelope.parse(bytes);
        Check.same(envelope, again, "the envelope read again");
        Check.same(envelope.hashCode(), again.hashCode(), "the hash of the envelope read again");
        Check.that(Arrays.equals(bytes, again.toBytes()), "the same bytes written again");
        Check.that(Arrays.equals(bytes, envelope.toJson().getBytes(UTF_8)), "the text of the bytes");
        Check.that(Check.isClean(envelope.toString()), "one clean line for a log");
        Check.same(envelope, ErrorEnvelope.parse(envelope.toString()), "the line for a log read again");
        envelope.error()
                .violations()
                .forEach(violation -> Check.that(Check.isClean(violation.toString()), "a clean line"));
    }
}
