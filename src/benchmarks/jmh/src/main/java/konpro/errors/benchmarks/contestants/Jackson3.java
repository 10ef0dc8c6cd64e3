package konpro.errors.benchmarks.contestants;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Jackson 3: as Jackson 2, with that one's order of members and pool of buffers, which is the faster one here. */
public final class Jackson3 implements Contestant<Jackson3.Envelope> {

    record Envelope(Error error, @JsonProperty("request_id") String requestId) {}

    record Error(
            String code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> details) {}

    private final ObjectReader reader;
    private final ObjectWriter writer;

    public Jackson3() {
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        reader = mapper.readerFor(Envelope.class);
        writer = mapper.writerFor(Envelope.class);
    }

    @Override
    public Envelope read(byte[] json) {
        return reader.readValue(json);
    }

    @Override
    public byte[] write(Envelope envelope) {
        return writer.writeValueAsBytes(envelope);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error();
        return Meaning.envelope(error.code(), error.message(), error.details(), envelope.requestId());
    }
}
