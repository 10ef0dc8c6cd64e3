package mappers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import java.io.StringReader;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;

/** The adapters for JSON-B. */
final class WithJsonB {

    static final Jsonb JSONB =
            JsonbBuilder.create(new JsonbConfig().withAdapters(new EnvelopeAdapter(), new ErrorAdapter()));

    private WithJsonB() {}

    static class EnvelopeAdapter implements JsonbAdapter<ErrorEnvelope, JsonObject> {
        @Override
        public JsonObject adaptToJson(ErrorEnvelope envelope) {
            return Json.createReader(new StringReader(envelope.toJson())).readObject();
        }

        @Override
        public ErrorEnvelope adaptFromJson(JsonObject json) {
            return json == null ? null : ErrorEnvelope.parse(json.toString());
        }
    }

    static class ErrorAdapter implements JsonbAdapter<ApiError, JsonObject> {
        @Override
        public JsonObject adaptToJson(ApiError error) {
            return Json.createReader(new StringReader(error.toString())).readObject();
        }

        @Override
        public ApiError adaptFromJson(JsonObject json) {
            return json == null ? null : Text.toError(json.toString());
        }
    }
}
