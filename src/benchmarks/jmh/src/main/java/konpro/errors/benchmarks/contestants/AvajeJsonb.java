package konpro.errors.benchmarks.contestants;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/**
 * avaje-jsonb: records with adapters from its annotation processor, details as a map. Nulls are left out unless it is
 * told otherwise, which it is where there are details; the members beside them are never null.
 */
public final class AvajeJsonb implements Contestant<AvajeJsonb.Envelope> {

    @Json
    public record Envelope(
            Error error, @Json.Property("request_id") String requestId) {}

    @Json
    public record Error(String code, String message, Map<String, Object> details) {}

    private final JsonType<Envelope> json = Jsonb.builder().build().type(Envelope.class);
    private final JsonType<Envelope> withNulls =
            Jsonb.builder().serializeNulls(true).serializeEmpty(true).build().type(Envelope.class);

    @Override
    public Envelope read(byte[] bytes) {
        return json.fromJson(bytes);
    }

    @Override
    public byte[] write(Envelope envelope) {
        return (envelope.error().details() == null ? json : withNulls).toJsonBytes(envelope);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error();
        return Meaning.envelope(error.code(), error.message(), error.details(), envelope.requestId());
    }
}
