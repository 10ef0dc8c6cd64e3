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
final class WithJackson3 {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(module(ErrorEnvelope.class, ErrorEnvelope::toJson, ErrorEnvelope::parse))
            .addModule(module(ApiError.class, ApiError::toString, Text::toError))
            .addModule(module(JsonValue.class, JsonValue::toString, JsonValue::parse))
            .build();

    private WithJackson3() {}

    static <T> SimpleModule module(Class<T> type, Function<T, String> write, Function<String, T> read) {
        JsonMapper json = JsonMapper.shared();
        return new SimpleModule(type.getName())
                .addSerializer(type, new ValueSerializer<>() {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializationContext context) {
                        context.writeValue(out, json.readValue(write.apply(value), TokenBuffer.class));
                    }
                })
                .addDeserializer(type, new ValueDeserializer<>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context) {
                        try {
                            return read.apply(json.writeValueAsString(context.readValue(in, TokenBuffer.class)));
                        } catch (JsonValueException | JsonParseException e) {
                            throw DatabindException.from(in, e.getMessage(), e);
                        }
                    }
                });
    }
}
