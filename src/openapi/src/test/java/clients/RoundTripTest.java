package clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each generated client reads an error and writes it again: the code and the details are still there. */
class RoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String UNKNOWN = """
            {"error":{"code":"SOMETHING_NEW","message":"New","details":{"unknown":[1,{"a":true}],"limit":10}},\
            "request_id":"req-1"}""";

    private static final String PYTHON = """
            import sys
            sys.path.insert(0, "target/python")
            from openapi_client.models import ErrorEnvelope
            print(ErrorEnvelope.from_json(sys.argv[1]).to_json())""";

    private static final String JAVASCRIPT = """
            const models = require("./target/js/target/typescript-fetch/models");
            const envelope = models.ErrorEnvelopeFromJSON(JSON.parse(process.argv[1]));
            console.log(JSON.stringify(models.ErrorEnvelopeToJSON(envelope)));""";

    private static final Map<String, Client> CLIENTS = Map.of(
            "java native", RoundTripTest::javaNative,
            "java okhttp-gson", RoundTripTest::javaOkhttpGson,
            "kotlin", RoundTripTest::kotlin,
            "python", json -> run("python3", "-c", PYTHON, json),
            "typescript-fetch", json -> run("node", "-e", JAVASCRIPT, json));

    private interface Client {
        String readAndWrite(String json) throws Exception;
    }

    @ParameterizedTest
    @MethodSource
    void keepsWhatWasSent(String client, JsonNode envelope) throws Exception {
        ObjectNode sent = envelope.deepCopy();
        sent.put("new", true).withObject("/error").put("new", true);

        String written = CLIENTS.get(client).readAndWrite(sent.toString());

        assertTrue(contains(JSON.readTree(written), envelope), written);
    }

    static List<Arguments> keepsWhatWasSent() throws IOException {
        List<JsonNode> envelopes = new ArrayList<>(List.of(JSON.readTree(UNKNOWN)));
        JsonNode file = new YAMLMapper().readTree(new File("../../docs/openapi-errors.yaml"));
        for (JsonNode response : file.at("/components/responses")) {
            for (JsonNode example : response.at("/content/application~1json/examples")) {
                envelopes.add(example.get("value"));
            }
        }
        return CLIENTS.keySet().stream()
                .sorted()
                .flatMap(client -> envelopes.stream().map(envelope -> arguments(client, envelope)))
                .toList();
    }

    /** Clients may add empty members, and write 10 as 10.0. */
    private static boolean contains(JsonNode written, JsonNode sent) {
        if (sent.isObject()) {
            return sent.properties().stream().allMatch(x -> contains(written.path(x.getKey()), x.getValue()));
        }
        if (sent.isArray()) {
            return written.size() == sent.size()
                    && IntStream.range(0, sent.size()).allMatch(i -> contains(written.path(i), sent.get(i)));
        }
        return sent.isNumber()
                ? written.isNumber() && written.decimalValue().compareTo(sent.decimalValue()) == 0
                : written.equals(sent);
    }

    private static String javaNative(String json) throws IOException {
        ObjectMapper mapper = nativeclient.ApiClient.createDefaultObjectMapper();
        return mapper.writeValueAsString(mapper.readValue(json, nativeclient.model.ErrorEnvelope.class));
    }

    private static String javaOkhttpGson(String json) throws IOException {
        return okhttpclient.model.ErrorEnvelope.fromJson(json).toJson();
    }

    private static String kotlin(String json) throws IOException {
        var adapter =
                kotlinclient.infrastructure.Serializer.getMoshi().adapter(kotlinclient.models.ErrorEnvelope.class);
        return adapter.toJson(adapter.fromJson(json));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
