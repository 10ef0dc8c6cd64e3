package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class Jackson3Test extends BinderContract {

    @Override
    String write(Object value) {
        return WithJackson3.MAPPER.writeValueAsString(value);
    }

    @Override
    <T> T read(String json, Class<T> type) {
        return WithJackson3.MAPPER.readValue(json, type);
    }

    @Override
    Class<? extends Exception> exception() {
        return JacksonException.class;
    }

    @Test
    void writesAndReadsAnyValue() {
        JsonValue details = ENVELOPE.error().details();

        assertEquals(details.toString(), write(details));
        assertEquals(details, read(write(details), JsonValue.class));
        assertInstanceOf(JsonString.class, read("\"text\"", JsonValue.class));
    }

    @Test
    void writesWithTheMappersOwnPrinter() {
        String pretty = WithJackson3.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(ENVELOPE);

        assertEquals("{\n  \"error\" : {\n    \"code\"", pretty.substring(0, 26));
        assertEquals(ENVELOPE, ErrorEnvelope.parse(pretty));
    }

    @Test
    void makesATreeUnlessThereAreFractions() {
        assertEquals(
                "avatar_id",
                WithJackson3.MAPPER
                        .valueToTree(ENVELOPE)
                        .at("/error/details/field")
                        .stringValue());
        ErrorEnvelope fraction = ENVELOPE.withDetail("limit", 0.5);
        assertThrows(JacksonException.class, () -> WithJackson3.MAPPER.valueToTree(fraction));
    }

    @Test
    void withoutTheAdapterLosesTheDetails() {
        JsonMapper bare = new JsonMapper();

        assertEquals("""
                {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid","details":{}},\
                "requestId":"req-123456"}""", bare.writeValueAsString(ENVELOPE));
        assertThrows(JacksonException.class, () -> bare.readValue(ENVELOPE.toJson(), ErrorEnvelope.class));
    }
}
