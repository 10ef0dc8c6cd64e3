package konpro.errors.benchmarks.contestants;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** Jackson 2 without databind: its parser and generator, driven by hand. */
public final class Jackson2Streaming implements Contestant<Jackson2Streaming.Envelope> {

    record Envelope(String code, String message, Map<String, Object> details, String requestId) {}

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    @Override
    public Envelope read(byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            expect(JsonToken.START_OBJECT, parser.nextToken());
            Envelope envelope = envelope(parser);
            expect(null, parser.nextToken()); // nothing comes after it
            return envelope;
        }
    }

    private static Envelope envelope(JsonParser parser) throws IOException {
        Envelope error = null;
        String requestId = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (name) {
                case "error" -> {
                    expect(JsonToken.START_OBJECT, parser.nextToken());
                    error = error(parser);
                }
                case "request_id" -> requestId = parser.nextTextValue();
                default -> pass(parser);
            }
        }
        if (error == null || requestId == null) {
            throw new IOException("Not an envelope");
        }
        return new Envelope(error.code, error.message, error.details, requestId);
    }

    private static Envelope error(JsonParser parser) throws IOException {
        String code = null;
        String message = null;
        Map<String, Object> details = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (name) {
                case "code" -> code = parser.nextTextValue();
                case "message" -> message = parser.nextTextValue();
                case "details" -> details = parser.nextToken() == JsonToken.VALUE_NULL ? null : details(parser);
                default -> pass(parser);
            }
        }
        if (code == null || message == null) {
            throw new IOException("Not an envelope");
        }
        return new Envelope(code, message, details, null);
    }

    private static Map<String, Object> details(JsonParser parser) throws IOException {
        expect(JsonToken.START_OBJECT, parser.currentToken());
        return object(parser);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static void pass(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.skipChildren();
    }

    private static void expect(JsonToken expected, JsonToken found) throws IOException {
        if (found != expected) {
            throw new IOException("Not an envelope");
        }
    }

    @Override
    public byte[] write(Envelope envelope) throws IOException {
        ByteArrayBuilder out = new ByteArrayBuilder(factory._getBufferRecycler()); // as databind does
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeFieldName("error");
            generator.writeStartObject();
            generator.writeStringField("code", envelope.code);
            generator.writeStringField("message", envelope.message);
            if (envelope.details != null) {
                generator.writeFieldName("details");
                write(envelope.details, generator);
            }
            generator.writeEndObject();
            generator.writeStringField("request_id", envelope.requestId);
            generator.writeEndObject();
        }
        return out.getClearAndRelease();
    }

    private static void write(Map<?, ?> object, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> member : object.entrySet()) {
            generator.writeFieldName((String) member.getKey());
            write(member.getValue(), generator);
        }
        generator.writeEndObject();
    }

    private static void write(Object value, JsonGenerator generator) throws IOException {
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Map<?, ?> object) {
            write(object, generator);
        } else if (value instanceof List<?> array) {
            generator.writeStartArray();
            for (Object element : array) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Integer number) {
            generator.writeNumber(number);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else {
            generator.writeNull();
        }
    }

    @Override
    public Map<String, Object> meaning(Envelope envelope) {
        return Meaning.envelope(envelope.code, envelope.message, envelope.details, envelope.requestId);
    }
}
