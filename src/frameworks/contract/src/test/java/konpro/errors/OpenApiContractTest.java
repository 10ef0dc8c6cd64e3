package konpro.errors;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import contract.EnvelopeSchema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The OpenAPI components and the JSON Schema in the jar agree with the enums and with each other. */
class OpenApiContractTest {

    private static final String OPENAPI = read("openapi-errors.yaml");
    private static final String SCHEMA = read("error-envelope.schema.json");

    private final JsonNode components = yaml(OPENAPI).get("components");

    @Test
    void isOpenApiWhoseReferencesResolve() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(OPENAPI, null, options);

        assertEquals(List.of(), result.getMessages());
        assertEquals("3.1.0", result.getOpenAPI().getOpenapi());
        long statuses =
                Stream.of(ErrorCode.values()).map(ErrorCode::status).distinct().count();
        assertEquals(
                statuses, result.getOpenAPI().getComponents().getResponses().size());
    }

    @Test
    void isValidByItsMetaschema() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema metaschema = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertEquals(List.of(), metaschema.validate(SCHEMA, InputFormat.JSON));
    }

    @Test
    void namesEachCode() {
        List<String> codes = new ArrayList<>();
        yaml(SCHEMA).at("/$defs/ApiError/properties/code/examples").forEach(code -> codes.add(code.asText()));

        assertEquals(Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList(), codes);
    }

    @Test
    void hasTheSameSchemaInBothFiles() {
        ObjectNode schemas = (ObjectNode) yaml(SCHEMA.replace("#/$defs/", "#/components/schemas/"));
        schemas.remove(List.of("$schema", "$id"));
        ObjectNode definitions = (ObjectNode) schemas.remove("$defs");

        assertEquals(definitions.set("ErrorEnvelope", schemas), components.get("schemas"));
    }

    @Test
    void hasOneResponsePerErrorStatus() {
        Map<String, String> expected = Arrays.stream(HttpStatus.values())
                .filter(status -> status.code() >= 400)
                .collect(toMap(OpenApiContractTest::name, HttpStatus::description));
        Map<String, String> found = new TreeMap<>();
        components
                .get("responses")
                .properties()
                .forEach(response -> found.put(
                        response.getKey(),
                        response.getValue().get("description").asText()));

        assertEquals(new TreeMap<>(expected), found);
    }

    @ParameterizedTest
    @EnumSource
    void showsEachCodeInTheResponseOfItsStatus(ErrorCode code) {
        JsonNode example = responseOf(code.status()).at("/content/application~1json/examples/" + code + "/value");
        ErrorEnvelope envelope = ErrorEnvelope.parse(example.toString());

        assertEquals(code.message(), envelope.error().message());
        assertEquals(code.code(), envelope.error().code());
        assertEquals(List.of(), EnvelopeSchema.errors(example.toString()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"OK", "CREATED"})
    void showsNoOtherCode(HttpStatus status) {
        List<String> shown = new ArrayList<>();
        responseOf(status.code())
                .at("/content/application~1json/examples")
                .fieldNames()
                .forEachRemaining(shown::add);

        assertEquals(
                Arrays.stream(ErrorCode.values())
                        .filter(code -> code.status() == status.code())
                        .map(ErrorCode::code)
                        .toList(),
                shown);
    }

    /** The headers are those that a mapper sets, and their schemas accept its values. */
    @ParameterizedTest
    @EnumSource
    void describesTheHeaders(ErrorCode code) {
        ErrorMapper errors =
                ErrorMapper.builder().onFailure((response, exception) -> {}).build();
        ErrorResponse response = errors.respond(
                code.retryable()
                        ? new ApiException(code, "m").retryAfter(Duration.ofSeconds(30))
                        : new ApiException(code, "m"),
                null);
        Map<String, String> sent = new TreeMap<>(response.headers());
        sent.remove("Content-Type"); // OpenAPI 3.1, section 4.8.17: the content describes it
        List<String> described = new ArrayList<>();
        responseOf(code.status()).get("headers").fieldNames().forEachRemaining(described::add);

        assertEquals(List.copyOf(sent.keySet()), described);
        sent.forEach((name, value) -> assertAllowed(components.at("/headers/" + name + "/schema"), value));
    }

    private static void assertAllowed(JsonNode schema, String value) {
        JsonValue json = schema.path("type").asText().equals("integer") ? JsonValue.parse(value) : JsonValue.of(value);
        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.toString())
                        .validate(json.toString(), InputFormat.JSON));
    }

    private JsonNode responseOf(int status) {
        JsonNode response =
                components.at("/responses/" + name(HttpStatus.find(status).orElseThrow()));
        assertTrue(response.isObject(), () -> "There is no response for " + status);
        return response;
    }

    private static String name(HttpStatus status) {
        return status.reason().replace(" ", "");
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (InputStream in = ErrorEnvelope.class.getResourceAsStream("/META-INF/konpro.errors/" + name)) {
            assertNotNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
