package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.EnvelopeSchema;
import java.util.List;
import java.util.Optional;
import konpro.errors.json.JsonArray;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.Envelopes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * The schema says what a server sends: an envelope whose {@code field}, {@code reason} and {@code violations} have the
 * documented types. The library reads and writes any details; {@link ApiError#violations()} leaves out what has another type.
 */
@Domain(Envelopes.class)
@StatisticsReport(StatisticsReportMode.OFF)
class SchemaContractProperties {

    private static final ErrorMapper ERRORS =
            ErrorMapper.builder().onFailure((response, exception) -> {}).build();

    /** However an envelope is written. */
    @Property
    void acceptsEnvelopesWithDocumentedDetails(@ForAll ErrorEnvelope envelope) {
        boolean documented = hasDocumentedTypes(envelope.error().details());

        collect(documented);
        assertAccepts(documented, new String(envelope.toBytes(), UTF_8));
        assertAccepts(documented, envelope.toJson());
        assertAccepts(documented, envelope.toPrettyString());
    }

    @Property
    void acceptsResponsesToInvalidRequests(@ForAll List<FieldViolation> violations, @ForAll String requestId) {
        ErrorResponse response = ERRORS.respond(ApiException.invalid(violations), requestId);

        assertAccepts(true, new String(response.body(), UTF_8));
    }

    /** Except for {@code "details":null}, which the library reads, but never writes. */
    @Property
    void acceptsWhatTheReaderAcceptsWithDocumentedDetails(@ForAll String json) {
        boolean documented = ErrorEnvelope.find(json)
                .filter(envelope -> !hasNullDetails(json))
                .filter(envelope -> hasDocumentedTypes(envelope.error().details()))
                .isPresent();

        collect(documented);
        assertAccepts(documented, json);
    }

    /** In documented details, no violation is left out. */
    @Property
    void readsEachViolationThatTheSchemaAccepts(@ForAll ErrorEnvelope envelope) {
        JsonObject details = envelope.error().details();
        Optional<JsonValue> listed = details.tryGet("violations").filter(x -> hasDocumentedTypes(details));

        int size = listed.map(violations -> violations.asList().size()).orElse(0);
        Statistics.collect(size > 0);
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 5));
        if (size > 0) {
            assertEquals(size, envelope.error().violations().size());
        }
    }

    private static void assertAccepts(boolean expected, String json) {
        List<String> errors = EnvelopeSchema.errors(json);
        assertEquals(expected, errors.isEmpty(), () -> json + errors);
    }

    private static boolean hasDocumentedTypes(JsonObject details) {
        return isStringOrAbsent(details, "field")
                && isStringOrAbsent(details, "reason")
                && details.tryGet("violations")
                        .map(violations -> violations instanceof JsonArray
                                && violations.asList().stream().allMatch(SchemaContractProperties::isViolation))
                        .orElse(true);
    }

    private static boolean isStringOrAbsent(JsonObject details, String name) {
        return details.tryGet(name).map(JsonString.class::isInstance).orElse(true);
    }

    private static boolean isViolation(JsonValue value) {
        return value instanceof JsonObject violation
                && violation.tryGet("field").orElse(null) instanceof JsonString
                && violation.tryGet("reason").orElse(null) instanceof JsonString;
    }

    private static boolean hasNullDetails(String json) {
        return JsonValue.parse(json).get("error").tryGet("details").orElse(null) instanceof JsonNull;
    }

    /** Both outcomes have to be frequent. */
    private static void collect(boolean documented) {
        Statistics.collect(documented);
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));
    }
}
