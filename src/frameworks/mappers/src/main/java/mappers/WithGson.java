package mappers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.util.function.Function;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** The adapter for Gson. */
final class WithGson {

    static final Gson NULLS = new GsonBuilder().serializeNulls().create(); // or null in the details would be lost

    static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(ErrorEnvelope.class, adapter(ErrorEnvelope::toJson, ErrorEnvelope::parse))
            .registerTypeAdapter(ApiError.class, adapter(ApiError::toString, Text::toError))
            .registerTypeHierarchyAdapter(JsonValue.class, adapter(JsonValue::toString, JsonValue::parse))
            .create();

    private WithGson() {}

    static <T> TypeAdapter<T> adapter(Function<T, String> write, Function<String, T> read) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) {
                NULLS.toJson(JsonParser.parseString(write.apply(value)), out);
            }

            @Override
            public T read(JsonReader in) {
                try {
                    return read.apply(JsonParser.parseReader(in).toString());
                } catch (JsonValueException | JsonParseException e) {
                    throw new JsonSyntaxException(e.getMessage(), e);
                }
            }
        }.nullSafe();
    }
}
