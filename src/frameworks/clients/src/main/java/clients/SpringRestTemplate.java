package clients;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.DefaultResponseErrorHandler;
import org.springframework.web.client.RestTemplate;

/** A call with Spring's {@code RestTemplate}. */
final class SpringRestTemplate {

    private final RestTemplate template = new RestTemplate();

    SpringRestTemplate() {
        template.setErrorHandler(new DefaultResponseErrorHandler() {
            @Override
            public void handleError(URI uri, HttpMethod method, ClientHttpResponse response) throws IOException {
                Map<String, List<String>> headers = new HashMap<>();
                response.getHeaders().forEach(headers::put);
                try (InputStream body = response.getBody()) {
                    byte[] bytes = body.readNBytes(ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                    throw RemoteError.of(response.getStatusCode().value(), headers, bytes)
                            .toException();
                }
            }
        });
    }

    String callRestTemplate(HttpMethod method, String uri, String requestId) {
        return template.exchange(
                        RequestEntity.method(method, uri)
                                .header("X-Request-Id", requestId)
                                .build(),
                        String.class)
                .getBody();
    }
}
