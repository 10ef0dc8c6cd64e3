package konpro.errors.benchmarks;

import com.alibaba.fastjson2.annotation.JSONField;
import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** The envelope as records, as a user without this library would have it. */
@CompiledJson
public record Envelope(
        Body error,

        @JsonProperty("request_id") @JSONField(name = "request_id") @JsonAttribute(name = "request_id")
        String requestId) {

    /** @param details null if there are none */
    @CompiledJson
    public record Body(
            String code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> details) {}
}
