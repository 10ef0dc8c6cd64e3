package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.Envelopes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Without jqwik's edge cases: the arbitraries reach the corners by themselves, and among edge cases few are envelopes. */
@Domain(Envelopes.class)
@StatisticsReport(StatisticsReportMode.OFF)
class ErrorEnvelopeProperties {

    @Property
    void isReadAsItWasWrittenByEveryMethod(@ForAll ErrorEnvelope envelope) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        envelope.writeTo(stream);

        String pretty = JsonValue.parse(envelope.toBytes()).toPrettyString();

        assertEquals(envelope, ErrorEnvelope.parse(envelope.toBytes()));
        assertEquals(envelope, ErrorEnvelope.parse(pretty.getBytes(UTF_8)));
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toJson()));
        assertEquals(envelope, ErrorEnvelope.parse(stream.toByteArray()));
        assertEquals(Optional.of(envelope), ErrorEnvelope.find(envelope.toBytes()));
        assertEquals(
                envelope.hashCode(), ErrorEnvelope.parse(envelope.toBytes()).hashCode());
    }

    @Property
    void isWrittenAlikeByEveryMethod(@ForAll ErrorEnvelope envelope) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        envelope.writeTo(stream);

        assertArrayEquals(EnvelopeJson.toJson(envelope).toBytes(), envelope.toBytes());
        assertArrayEquals(envelope.toBytes(), stream.toByteArray());
        assertArrayEquals(envelope.toBytes(), envelope.toJson().getBytes(UTF_8));
        assertArrayEquals(
                envelope.toBytes(), ErrorEnvelope.parse(envelope.toBytes()).toBytes());
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toString()));
        assertEquals(JsonValue.parse(envelope.toBytes()).toJava(), envelope.toMap());
    }

    @Property
    void isShownOnOneLineWithoutControlCharacters(@ForAll ErrorEnvelope envelope) {
        assertTrue(envelope.toString().codePoints().noneMatch(ErrorEnvelopeProperties::breaksALog));
        assertTrue(envelope.error().toString().codePoints().noneMatch(ErrorEnvelopeProperties::breaksALog));
        assertTrue(envelope.toString().contains(envelope.error().toString()));
    }

    private static boolean breaksALog(int c) {
        return Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    @Property
    void bringsEveryViolationThrough(@ForAll List<FieldViolation> violations) {
        ErrorEnvelope envelope = new ErrorEnvelope(ApiError.invalid(violations), "r");

        assertEquals(violations, ErrorEnvelope.parse(envelope.toBytes()).error().violations());
    }

    @Property
    void isReadFromJsonWhereverTheDesignSaysThatItIsOne(@ForAll String json) {
        Optional<ErrorEnvelope> expected = asDesigned(JsonValue.parse(json));
        Statistics.collect(expected.isPresent());
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));

        assertEquals(expected, ErrorEnvelope.find(json.getBytes(UTF_8)));
        if (expected.isEmpty()) {
            assertThrows(JsonValueException.class, () -> ErrorEnvelope.parse(json));
        }
    }

    /** The rule once more, notified from a value that was read in full. */
    private static Optional<ErrorEnvelope> asDesigned(JsonValue json) {
        if (json instanceof JsonObject root
                && root.tryGet("error").orElse(null) instanceof JsonObject error
                && error.tryGet("code").orElse(null) instanceof JsonString code
                && !code.asString().isEmpty()
                && error.tryGet("message").orElse(null) instanceof JsonString message
                && root.tryGet("request_id").orElse(null) instanceof JsonString requestId
                && !requestId.asString().isEmpty()) {
            JsonValue details = error.tryGet("details").orElse(JsonValue.of(null));
            if (details instanceof JsonNull) {
                details = JsonObject.of();
            }
            return details instanceof JsonObject object
                    ? Optional.of(new ErrorEnvelope(
                            new ApiError(code.asString(), message.asString(), object), requestId.asString()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    @Property
    void isFoundInAnyBytesExactlyWhereItIsParsed(@ForAll byte[] bytes) {
        Optional<ErrorEnvelope> found = ErrorEnvelope.find(bytes);
        Statistics.collect(found.isPresent());
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));

        assertEquals(
                outcome(() -> ErrorEnvelope.parse(bytes)) instanceof ErrorEnvelope parsed
                        ? Optional.of(parsed)
                        : Optional.empty(),
                found);
    }

    @Property
    void isReadAlikeFromBytesAndString(@ForAll byte[] bytes) {
        String text = new String(bytes, UTF_8);

        assertEquals(
                outcome(() -> ErrorEnvelope.parse(text.getBytes(UTF_8))), outcome(() -> ErrorEnvelope.parse(text)));
    }

    /** {@return the envelope, or what the refusal says; any other exception is none} */
    private static Object outcome(Supplier<ErrorEnvelope> reading) {
        try {
            return reading.get();
        } catch (JsonParseException | JsonValueException refusal) {
            return refusal.toString();
        }
    }
}
