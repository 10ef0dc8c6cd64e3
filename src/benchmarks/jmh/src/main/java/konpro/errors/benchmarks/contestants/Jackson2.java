package konpro.errors.benchmarks.contestants;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** Jackson 2: records by databind, details as a map, numbers by its fast ways. */
public final class Jackson2 implements Contestant<Jackson2.Envelope> {

    record Envelope(Error error, @JsonProperty("request_id") String requestId) {}

    record Error(
            String code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> details) {}

    private final ObjectReader reader;
    private final ObjectWriter writer;

    public Jackson2() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();
        reader = mapper.readerFor(Envelope.class);
        writer = mapper.writerFor(Envelope.class);
    }

    @Override
    public Envelope read(byte[] json) throws IOException {
        return reader.readValue(json);
    }

    @Override
    public byte[] write(Envelope envelope) throws IOException {
        return writer.writeValueAsBytes(envelope);
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        Error error = envelope.error();
        return Meaning.envelope(error.code(), error.message(), error.details(), envelope.requestId());
    }
}
