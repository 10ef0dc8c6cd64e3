package mappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;

class GsonTest extends BinderContract {

    @Override
    String write(Object value) {
        return WithGson.GSON.toJson(value);
    }

    @Override
    <T> T read(String json, Class<T> type) {
        return WithGson.GSON.fromJson(json, type);
    }

    @Override
    Class<? extends Exception> exception() {
        return JsonParseException.class;
    }

    @Test
    void writesAndReadsAnyValue() {
        JsonValue details = ENVELOPE.error().details();

        assertEquals(details.toString(), write(details));
        assertEquals(details, read(write(details), JsonValue.class));
        assertInstanceOf(JsonString.class, read("\"text\"", JsonValue.class));
    }

    @Test
    void makesATree() {
        assertEquals(ENVELOPE.toJson(), WithGson.GSON.toJsonTree(ENVELOPE).toString());
    }

    @Test
    void withoutTheAdapterWritesPrivateFields() {
        Gson bare = new Gson();

        assertTrue(bare.toJson(ENVELOPE).contains("\"details\":{\"cells\":["), () -> bare.toJson(ENVELOPE));
        assertThrows(
                com.google.gson.JsonIOException.class, () -> bare.fromJson(ENVELOPE.toJson(), ErrorEnvelope.class));
    }
}
