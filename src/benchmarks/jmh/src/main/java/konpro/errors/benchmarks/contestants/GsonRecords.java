package konpro.errors.benchmarks.contestants;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/**
 * Gson: records, details as its tree, by way of a String. That tree keeps a number's text, and is cheaper than a map.
 * Nulls are left out unless it is told otherwise, which it is where there are details; the members beside them are
 * never null.
 */
public final class GsonRecords implements Contestant<GsonRecords.Envelope> {

    record Envelope(
            Error error, @SerializedName("request_id") String requestId) {}

    record Error(String code, String message, JsonObject details) {}

    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    private final Gson withNulls =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    @Override
    public Envelope read(byte[] json) {
        return gson.fromJson(new String(json, StandardCharsets.UTF_8), Envelope.class);
    }

    @Override
    public byte[] write(Envelope envelope) {
        Gson writer = envelope.error.details == null ? gson : withNulls;
        return writer.toJson(envelope, Envelope.class).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error;
        return Meaning.envelope(
                error.code, error.message, error.details == null ? null : map(error.details), envelope.requestId);
    }

    private static Map<String, Object> map(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.entrySet().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
        return map;
    }

    private static Object plain(JsonElement value) {
        if (value instanceof JsonObject object) {
            return map(object);
        }
        if (value.isJsonArray()) {
            List<Object> list = new ArrayList<>();
            value.getAsJsonArray().forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof JsonPrimitive primitive) {
            return primitive.isNumber()
                    ? primitive.getAsNumber()
                    : primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
        }
        return null;
    }
}
