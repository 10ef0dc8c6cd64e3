package clients;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

/** A call with Spring's {@code RestClient}. */
final class SpringRestClient {

    private final RestClient client;

    SpringRestClient(RestClient.Builder builder) {
        client = builder.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    Map<String, List<String>> headers = new HashMap<>();
                    response.getHeaders().forEach(headers::put);
                    try (InputStream body = response.getBody()) { // closed, or Spring would read the rest
                        byte[] bytes = body.readNBytes(ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                        throw RemoteError.of(response.getStatusCode().value(), headers, bytes)
                                .toException();
                    }
                })
                .build();
    }

    String callRestClient(HttpMethod method, String uri, String requestId) {
        return client.method(method)
                .uri(uri)
                .header("X-Request-Id", requestId)
                .retrieve()
                .body(String.class);
    }
}
