package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.EnvelopeSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The schema and the library's reader agree on what an envelope is. */
@Domain(Envelopes.class)
@StatisticsReport(StatisticsReportMode.OFF)
class SchemaContractProperties {

    @Property
    void everyEnvelopeIsOne(@ForAll ErrorEnvelope envelope) {
        assertEquals(List.of(), EnvelopeSchema.errors(envelope.toJson()));
    }

    /** But for {@code "details":null}, which is read and never written. */
    @Property
    void isOneWhatTheReaderTakes(@ForAll String json) {
        boolean isNull = JsonValue.parse(json)
                .tryGet("error")
                .filter(JsonObject.class::isInstance)
                .flatMap(error -> error.tryGet("details"))
                .filter(JsonNull.class::isInstance)
                .isPresent();
        boolean isEnvelope =
                ErrorEnvelope.find(json.getBytes(StandardCharsets.UTF_8)).isPresent() && !isNull;

        Statistics.collect(isEnvelope);
        Statistics.coverage(checker -> checker.check(true).percentage(share -> share > 10 && share < 90));
        assertEquals(isEnvelope, EnvelopeSchema.errors(json).isEmpty(), json);
    }
}
