package contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import konpro.errors.ErrorEnvelope;

/** The JSON Schema of the envelope, as the library's jar holds it, in the hands of a validator that is not ours. */
public final class EnvelopeSchema {

    private static final Schema SCHEMA = load();

    /** The validator stumbles over a double that is infinite, where a code is 1e400. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EnvelopeSchema() {}

    /** Fails, and says why, unless the document is an envelope. */
    public static void check(byte[] json) {
        assertEquals(List.of(), errors(new String(json, StandardCharsets.UTF_8)));
    }

    /** {@return what is wrong with a document, nothing if it is an envelope} */
    public static List<String> errors(String json) {
        try {
            return SCHEMA.validate(JSON.readTree(json)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(e.toString());
        }
    }

    private static Schema load() {
        InputStream schema =
                ErrorEnvelope.class.getResourceAsStream("/META-INF/konpro.errors/error-envelope.schema.json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }
}
