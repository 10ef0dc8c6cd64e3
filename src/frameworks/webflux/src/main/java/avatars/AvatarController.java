package avatars;

import contract.Avatars;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The avatar API. Its JSON is in snake case: see application.properties. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class AvatarController {

    record NewAvatar(
            @NotBlank String name, @Min(1) @Max(512) int maxSize) {}

    @GetMapping("/avatars/{id}")
    Mono<String> find(@PathVariable int id) {
        return Mono.fromCallable(() -> Avatars.find(id));
    }

    @GetMapping("/avatars")
    Mono<String> list(
            @RequestParam("max_size") @Min(1) int maxSize, @RequestParam("first_page") @Min(1) int firstPage) {
        return Mono.just(Avatars.list(maxSize, firstPage));
    }

    @PostMapping(path = "/avatars", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<String> create(@Valid @RequestBody Mono<NewAvatar> avatar) {
        return avatar.map(x -> Avatars.create(x.name(), x.maxSize()));
    }

    @PutMapping("/avatars/{id}/picture")
    Mono<Void> upload(@PathVariable int id) {
        return Mono.fromRunnable(Avatars::refuse);
    }

    @GetMapping("/failures/{kind}")
    Mono<Void> fail(@PathVariable String kind) {
        Avatars.fail(kind);
        return Mono.empty();
    }

    @GetMapping("/half")
    Mono<Void> half(ServerHttpResponse response) {
        return response.writeWith(Streams.of(Avatars::half));
    }

    @GetMapping(path = "/endless", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Flux<DataBuffer> endless() {
        return Streams.of(Avatars::endless);
    }

    @GetMapping("/unwritable")
    Mono<List<Avatars.Writable>> unwritable(@RequestParam int items) {
        return Mono.just(Avatars.unwritable(items));
    }

    @GetMapping("/secret")
    @PreAuthorize("hasRole('admin')")
    public Mono<String> secret() {
        return Mono.just("{}");
    }
}
