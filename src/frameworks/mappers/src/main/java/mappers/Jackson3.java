package mappers;

import java.util.function.Function;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.TokenBuffer;

/** The adapter for Jackson 3. */
final class Jackson3 {

    static final JsonMapper JSON = new JsonMapper();

    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(module(ErrorEnvelope.class, ErrorEnvelope::toJson, ErrorEnvelope::parse))
            .addModule(module(ApiError.class, ApiError::toString, Jackson3::error))
            .addModule(module(JsonValue.class, JsonValue::toString, JsonValue::parse))
            .build();

    private Jackson3() {}

    static <T> SimpleModule module(Class<T> type, Function<T, String> write, Function<String, T> read) {
        return new SimpleModule(type.getName())
                .addSerializer(type, new ValueSerializer<T>() {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializationContext context) {
                        context.writeValue(out, JSON.readValue(write.apply(value), TokenBuffer.class));
                    }
                })
                .addDeserializer(type, new ValueDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context) {
                        try {
                            return read.apply(JSON.writeValueAsString(context.readValue(in, TokenBuffer.class)));
                        } catch (JsonValueException | JsonParseException e) {
                            throw DatabindException.from(in, e.getMessage(), e);
                        }
                    }
                });
    }

    static ApiError error(String json) {
        return ErrorEnvelope.parse("{\"error\":" + json + ",\"request_id\":\"-\"}")
                .error();
    }
}
