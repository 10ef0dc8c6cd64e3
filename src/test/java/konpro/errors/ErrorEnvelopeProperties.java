package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.Envelopes;
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
    void isWrittenAlikeByEveryMethodAndReadBack(@ForAll ErrorEnvelope envelope) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        envelope.writeTo(stream);
        byte[] bytes = envelope.toBytes();

        assertArrayEquals(EnvelopeJson.toJson(envelope).toBytes(), bytes);
        assertArrayEquals(bytes, stream.toByteArray());
        assertArrayEquals(bytes, envelope.toJson().getBytes(UTF_8));
        assertEquals(JsonValue.parse(bytes).toJava(), envelope.toMap());
        assertEquals(envelope, ErrorEnvelope.parse(bytes));
        assertEquals(envelope.hashCode(), ErrorEnvelope.parse(bytes).hashCode());
        assertArrayEquals(bytes, ErrorEnvelope.parse(bytes).toBytes());
        assertEquals(envelope, ErrorEnvelope.parse(envelope.toString()));
        assertEquals(envelope, ErrorEnvelope.parse(JsonValue.parse(bytes).toPrettyString()));
    }

    @Property
    void isShownOnOneLineWithoutControlCharacters(@ForAll ErrorEnvelope envelope) {
        assertTrue(envelope.toString().codePoints().noneMatch(ErrorEnvelopeProperties::breaksALog));
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
    void readsNearEnvelopesAsFromATree(@ForAll String json) {
        Object read = ErrorEnvelopeParseTest.assertReadAsFromTree(json.getBytes(UTF_8));
        Optional<Object> envelope = Optional.of(read).filter(ErrorEnvelope.class::isInstance);
        Statistics.collect(envelope.isPresent());
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));

        assertEquals(read, ErrorEnvelopeParseTest.outcome(() -> ErrorEnvelope.parse(json)));
        assertEquals(envelope, ErrorEnvelope.find(json));
        assertEquals(envelope, ErrorEnvelope.find(json.getBytes(UTF_8)));
    }
}
