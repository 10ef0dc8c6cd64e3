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

/** The JSON Schema of the envelope, from the library's jar, with an independent validator. */
public final class EnvelopeSchema {

    private static final Schema SCHEMA = load();

    /** The validator does not accept infinity, which 1e400 is as a double. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EnvelopeSchema() {}

    /** Fails with the errors unless the document is valid. */
    public static void check(byte[] json) {
        assertEquals(List.of(), errors(new String(json, StandardCharsets.UTF_8)));
    }

    /** {@return the errors in a document; none if it is valid} */
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
