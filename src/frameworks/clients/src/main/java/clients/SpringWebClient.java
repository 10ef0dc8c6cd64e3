package clients;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call with Spring's {@code WebClient}. */
final class SpringWebClient {

    private final WebClient client;

    SpringWebClient(WebClient.Builder builder) {
        client = builder.defaultStatusHandler(HttpStatusCode::isError, response -> {
                    Map<String, List<String>> headers = new HashMap<>();
                    response.headers().asHttpHeaders().forEach(headers::put);
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    Flux<DataBuffer> received = DataBufferUtils.takeUntilByteCount(
                            response.bodyToFlux(DataBuffer.class), ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                    return DataBufferUtils.write(received, body)
                            .doOnNext(DataBufferUtils::release)
                            .then(Mono.fromSupplier(
                                    () -> RemoteError.of(response.statusCode().value(), headers, body.toByteArray())
                                            .toException()));
                })
                .build();
    }

    Mono<String> callWebClient(HttpMethod method, String uri, String requestId) {
        return client.method(method)
                .uri(uri)
                .header("X-Request-Id", requestId)
                .retrieve()
                .bodyToMono(String.class);
    }
}
