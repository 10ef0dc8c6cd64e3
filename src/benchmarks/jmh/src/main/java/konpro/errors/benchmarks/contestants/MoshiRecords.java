package konpro.errors.benchmarks.contestants;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;
import okio.Buffer;

/**
 * Moshi: records, details as a map whose numbers are all doubles. Nulls are left out unless it is told otherwise, which
 * it is where there are details; the members beside them are never null.
 */
public final class MoshiRecords implements Contestant<MoshiRecords.Envelope> {

    public record Envelope(
            Error error, @Json(name = "request_id") String requestId) {}

    public record Error(String code, String message, Map<String, Object> details) {}

    private final JsonAdapter<Envelope> json = new Moshi.Builder().build().adapter(Envelope.class);
    private final JsonAdapter<Envelope> withNulls = json.serializeNulls();

    @Override
    public Envelope read(byte[] bytes) throws IOException {
        return json.fromJson(new Buffer().write(bytes));
    }

    @Override
    public byte[] write(Envelope envelope) throws IOException {
        Buffer out = new Buffer();
        (envelope.error.details == null ? json : withNulls).toJson(out, envelope);
        return out.readByteArray();
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error;
        return Meaning.envelope(error.code, error.message, error.details, envelope.requestId);
    }
}
