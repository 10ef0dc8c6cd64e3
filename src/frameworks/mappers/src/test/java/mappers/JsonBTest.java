package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import konpro.errors.ErrorEnvelope;
import org.junit.jupiter.api.Test;

class JsonBTest extends BinderContract {

    @Override
    String write(Object value) {
        return WithJsonB.JSONB.toJson(value);
    }

    @Override
    <T> T read(String json, Class<T> type) {
        return WithJsonB.JSONB.fromJson(json, type);
    }

    @Override
    Class<? extends Exception> exception() {
        return JsonbException.class;
    }

    /** Its numbers are BigDecimals. */
    @Override
    String exponent() {
        return "1E+400";
    }

    @Test
    void withoutTheAdapterLosesTheDetails() {
        Jsonb bare = JsonbBuilder.create();

        assertEquals("""
                {"error":{"code":"INVALID_REQUEST","details":{},"message":"The request body is invalid"},\
                "requestId":"req-123456"}""", bare.toJson(ENVELOPE));
        assertThrows(JsonbException.class, () -> bare.fromJson(ENVELOPE.toJson(), ErrorEnvelope.class));
    }
}
