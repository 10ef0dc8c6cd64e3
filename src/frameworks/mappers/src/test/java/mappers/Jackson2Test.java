package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;

class Jackson2Test extends BinderContract {

    @Override
    String write(Object value) throws JsonProcessingException {
        return WithJackson2.MAPPER.writeValueAsString(value);
    }

    @Override
    <T> T read(String json, Class<T> type) throws JsonProcessingException {
        return WithJackson2.MAPPER.readValue(json, type);
    }

    @Override
    Class<? extends Exception> exception() {
        return JacksonException.class;
    }

    @Test
    void writesAndReadsAnyValue() throws JsonProcessingException {
        JsonValue details = ENVELOPE.error().details();

        assertEquals(details.toString(), write(details));
        assertEquals(details, read(write(details), JsonValue.class));
        assertInstanceOf(JsonString.class, read("\"text\"", JsonValue.class));
    }

    @Test
    void makesATree() {
        JsonNode tree = WithJackson2.MAPPER.valueToTree(ENVELOPE.withDetail("limit", 0.5));

        assertEquals("avatar_id", tree.at("/error/details/field").textValue());
        assertEquals(0.5, tree.at("/error/details/limit").doubleValue());
    }

    @Test
    void withoutTheAdapterRefuses() {
        ObjectMapper bare = new ObjectMapper();

        assertThrows(JacksonException.class, () -> bare.writeValueAsString(ENVELOPE));
        assertThrows(JacksonException.class, () -> bare.readValue(ENVELOPE.toJson(), ErrorEnvelope.class));
    }
}
