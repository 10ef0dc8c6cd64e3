package konpro.errors.benchmarks;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONObject;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.JSONWriter;
import com.alibaba.fastjson2.annotation.JSONField;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonWriter;
import com.dslplatform.json.runtime.Settings;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import konpro.errors.ErrorEnvelope;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contestants, each used in the fastest way that it offers. All keep the details and skip unknown members. */
public enum Library {
    KONPRO,
    FASTJSON2,
    DSL_JSON,
    JACKSON3,
    GSON;

    interface Step<A, B> {
        B apply(A input) throws IOException;
    }

    /** Reads and writes envelopes of the type {@code E}. */
    record Contestant<E>(Step<byte[], E> reader, Step<E, byte[]> writer) {}

    @SuppressWarnings("unchecked") // it writes what it has read
    Contestant<Object> contestant() {
        Contestant<?> contestant = switch (this) {
            case KONPRO -> new Contestant<>(ErrorEnvelope::parse, ErrorEnvelope::toBytes);
            case FASTJSON2 -> Fastjson2.contestant();
            case DSL_JSON -> dslJson();
            case JACKSON3 -> jackson3();
            case GSON -> GsonTree.contestant();
        };
        return (Contestant<Object>) contestant;
    }

    /** With the details as its JSONObject, and contexts that are made once. It generates code for public types alone. */
    public record Fastjson2(
            Error error, @JSONField(name = "request_id") String requestId) {
        public record Error(String code, String message, JSONObject details) {}

        static Contestant<Fastjson2> contestant() {
            JSONReader.Context reading = new JSONReader.Context();
            JSONWriter.Context writing = new JSONWriter.Context();
            JSONWriter.Context nulls = new JSONWriter.Context(JSONWriter.Feature.WriteNulls);
            return new Contestant<>(
                    json -> JSON.parseObject(json, Fastjson2.class, reading),
                    envelope -> JSON.toJSONBytes(
                            envelope, StandardCharsets.UTF_8, envelope.error.details == null ? writing : nulls));
        }
    }

    /** With the details as its tree, which is faster than a map. */
    private record GsonTree(
            Error error, @SerializedName("request_id") String requestId) {
        record Error(String code, String message, JsonObject details) {}

        static Contestant<GsonTree> contestant() {
            Gson gson = new GsonBuilder().disableHtmlEscaping().create();
            Gson nulls = gson.newBuilder().serializeNulls().create();
            return new Contestant<>(
                    json -> gson.fromJson(new String(json, StandardCharsets.UTF_8), GsonTree.class),
                    envelope -> (envelope.error.details == null ? gson : nulls)
                            .toJson(envelope)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** With the converters of its annotation processor, and a writer for each thread. */
    private static Contestant<Envelope> dslJson() {
        DslJson<Object> json =
                new DslJson<>(Settings.withRuntime().includeServiceLoader().skipDefaultValues(true));
        ThreadLocal<JsonWriter> writers = ThreadLocal.withInitial(json::newWriter);
        return new Contestant<>(bytes -> json.deserialize(Envelope.class, bytes, bytes.length), envelope -> {
            JsonWriter writer = writers.get();
            writer.reset();
            json.serialize(writer, envelope);
            return writer.toByteArray();
        });
    }

    /** With its fast numbers, and the pool of buffers and the order of members of Jackson 2, which are faster. */
    private static Contestant<Envelope> jackson3() {
        JsonFactory factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .build();
        JsonMapper mapper = JsonMapper.builder(factory)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        return new Contestant<>(
                mapper.readerFor(Envelope.class)::readValue, mapper.writerFor(Envelope.class)::writeValueAsBytes);
    }
}
