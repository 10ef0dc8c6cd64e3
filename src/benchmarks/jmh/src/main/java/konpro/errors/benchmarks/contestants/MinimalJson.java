package konpro.errors.benchmarks.contestants;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** minimal-json: its tree, by way of a String, and a record taken from it by hand. */
public final class MinimalJson implements Contestant<MinimalJson.Envelope> {

    record Envelope(String code, String message, JsonObject details, String requestId) {}

    @Override
    public Envelope read(byte[] json) {
        JsonObject envelope =
                Json.parse(new String(json, StandardCharsets.UTF_8)).asObject();
        JsonObject error = envelope.get("error").asObject();
        JsonValue details = error.get("details");
        return new Envelope(
                error.get("code").asString(),
                error.get("message").asString(),
                details == null ? null : details.asObject(),
                envelope.get("request_id").asString());
    }

    @Override
    public byte[] write(Envelope envelope) {
        JsonObject error = Json.object().add("code", envelope.code).add("message", envelope.message);
        if (envelope.details != null) {
            error.add("details", envelope.details);
        }
        return Json.object()
                .add("error", error)
                .add("request_id", envelope.requestId)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        return Meaning.envelope(
                envelope.code,
                envelope.message,
                envelope.details == null ? null : map(envelope.details),
                envelope.requestId);
    }

    private static Map<String, Object> map(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.forEach(member -> map.put(member.getName(), plain(member.getValue())));
        return map;
    }

    private static Object plain(JsonValue value) {
        if (value.isObject()) {
            return map(value.asObject());
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.asArray().forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value.isNumber()) {
            return new BigDecimal(value.toString());
        }
        return value.isString() ? value.asString() : value.isBoolean() ? (Object) value.asBoolean() : null;
    }
}
