package mappers;

import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;

/** An error without its envelope, read from JSON. */
final class Text {

    private Text() {}

    static ApiError toError(String json) {
        return ErrorEnvelope.parse("{\"error\":" + json + ",\"request_id\":\"none\"}")
                .error();
    }
}
