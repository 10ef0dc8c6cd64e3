package konpro.errors.benchmarks.contestants;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonAttribute;
import com.dslplatform.json.JsonWriter;
import com.dslplatform.json.runtime.Settings;
import java.io.IOException;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** dsl-json: records with converters from its annotation processor, details as a map, a writer kept by each thread. */
public final class DslJsonCompiled implements Contestant<DslJsonCompiled.Envelope> {

    @CompiledJson
    public record Envelope(
            Error error, @JsonAttribute(name = "request_id") String requestId) {}

    @CompiledJson
    public record Error(String code, String message, Map<String, Object> details) {}

    private final DslJson<Object> json =
            new DslJson<>(Settings.withRuntime().includeServiceLoader().skipDefaultValues(true));
    private final ThreadLocal<JsonWriter> writers = ThreadLocal.withInitial(json::newWriter);

    @Override
    public Envelope read(byte[] bytes) throws IOException {
        return json.deserialize(Envelope.class, bytes, bytes.length);
    }

    @Override
    public byte[] write(Envelope envelope) throws IOException {
        JsonWriter writer = writers.get();
        writer.reset();
        json.serialize(writer, envelope);
        return writer.toByteArray();
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error();
        return Meaning.envelope(error.code(), error.message(), error.details(), envelope.requestId());
    }
}
