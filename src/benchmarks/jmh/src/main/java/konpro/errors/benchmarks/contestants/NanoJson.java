package konpro.errors.benchmarks.contestants;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** nanojson: its tree, by way of a String, and a record taken from it by hand. */
public final class NanoJson implements Contestant<NanoJson.Envelope> {

    record Envelope(String code, String message, JsonObject details, String requestId) {}

    @Override
    public Envelope read(byte[] json) throws JsonParserException {
        JsonObject envelope = JsonParser.object().from(new String(json, StandardCharsets.UTF_8));
        JsonObject error = envelope.getObject("error");
        return new Envelope(
                error.getString("code"),
                error.getString("message"),
                error.getObject("details"),
                envelope.getString("request_id"));
    }

    @Override
    public byte[] write(Envelope envelope) {
        JsonStringWriter writer = JsonWriter.string()
                .object()
                .object("error")
                .value("code", envelope.code)
                .value("message", envelope.message);
        if (envelope.details != null) {
            writer.object("details", envelope.details);
        }
        return writer.end().value("request_id", envelope.requestId).end().done().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        return Meaning.envelope(envelope.code, envelope.message, envelope.details, envelope.requestId);
    }
}
