package avatars;

import contract.AvatarNotFound;
import contract.Avatars;
import java.time.Duration;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Responses that are written later, or bit by bit, and what is thrown then. */
@RestController
@RequestMapping("/streams")
class StreamsController {

    @GetMapping("/half")
    Mono<Void> half(ServerHttpResponse response) {
        return response.writeWith(Streams.of(Avatars::half));
    }

    @GetMapping("/described")
    void described(ServerHttpResponse response) {
        response.getHeaders().set("Content-Encoding", "gzip");
        response.getHeaders().set("ETag", "\"1\"");
        response.getHeaders().set("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
        throw new AvatarNotFound(8);
    }

    /** It says how long it would have been. */
    @GetMapping("/half-typed")
    Mono<Void> halfTyped(ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        response.getHeaders().setContentLength(1 << 20);
        return response.writeWith(Streams.of(Avatars::half));
    }

    @GetMapping(path = "/half-later", produces = MediaType.TEXT_PLAIN_VALUE)
    Flux<String> halfLater() {
        return Flux.concat(Flux.just("half"), bug().delaySubscription(Duration.ofMillis(50)));
    }

    /** With a pause: Spring leaks a buffer that is encoded, but not yet sent, when the encoder throws. */
    @GetMapping(path = "/half-json", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Avatars.Writable> halfJson() {
        return Flux.concat(
                Flux.just(new Avatars.Writable()),
                Flux.fromIterable(Avatars.unwritable(0)).delaySubscription(Duration.ofMillis(50)));
    }

    @GetMapping(path = "/half-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> halfEvents() {
        return Flux.concat(Flux.just("one"), bug());
    }

    @GetMapping(path = "/endless-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> endlessEvents() {
        return Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .map(i -> "e".repeat(1 << 16))
                .doFinally(x -> SpringContract.ENDED.incrementAndGet());
    }

    @GetMapping("/early")
    Mono<String> early() {
        return bug();
    }

    @GetMapping(path = "/early-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> earlyEvents() {
        return bug().flux();
    }

    @GetMapping(path = "/early-later", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<String> earlyLater() {
        return bug().delaySubscription(Duration.ofMillis(50)).flux();
    }

    @GetMapping("/early-refused")
    Mono<String> earlyRefused() {
        return Mono.error(new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofSeconds(1)));
    }

    private static Mono<String> bug() {
        return Mono.error(() -> new IllegalStateException(Avatars.SECRET));
    }
}
