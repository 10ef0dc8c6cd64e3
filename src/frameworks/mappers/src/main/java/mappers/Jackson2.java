package mappers;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.function.Function;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** The adapter for Jackson 2. */
final class Jackson2 {

    static final JsonMapper JSON = new JsonMapper();

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(module(ErrorEnvelope.class, ErrorEnvelope::toJson, ErrorEnvelope::parse))
            .addModule(module(ApiError.class, ApiError::toString, Jackson3::error))
            .addModule(module(JsonValue.class, JsonValue::toString, JsonValue::parse))
            .build();

    private Jackson2() {}

    static <T> SimpleModule module(Class<T> type, Function<T, String> write, Function<String, T> read) {
        return new SimpleModule(type.getName())
                .addSerializer(type, new JsonSerializer<T>() {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializerProvider context) throws IOException {
                        context.defaultSerializeValue(JSON.readValue(write.apply(value), TokenBuffer.class), out);
                    }
                })
                .addDeserializer(type, new JsonDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        try {
                            return read.apply(JSON.writeValueAsString(context.readValue(in, TokenBuffer.class)));
                        } catch (JsonValueException | JsonParseException e) {
                            throw JsonMappingException.from(in, e.getMessage(), e);
                        }
                    }
                });
    }
}
