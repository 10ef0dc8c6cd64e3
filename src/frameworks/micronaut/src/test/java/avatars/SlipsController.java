package avatars;

import com.fasterxml.jackson.databind.json.JsonMapper;
import contract.Avatars;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.validation.validator.Validator;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where an application slips. */
@Controller("/slips")
@Secured(SecurityRule.IS_ANONYMOUS)
class SlipsController {

    @Introspected
    record Row(@NotBlank String name) {}

    /** A bean without properties. */
    static class Empty {}

    /** A bean that cannot be made of JSON. */
    interface Abstract {}

    /** A service with validation of its own. */
    @Singleton
    static class Service {
        String find(@NotBlank String id) {
            return id;
        }
    }

    private final Validator validator;
    private final Service service;

    SlipsController(Validator validator, Service service) {
        this.validator = validator;
        this.service = service;
    }

    @Get("/empty")
    Empty empty() {
        return new Empty();
    }

    @Get("/row")
    String row() throws IOException {
        return new JsonMapper()
                .readValue("{\"name\":[\"" + Avatars.SECRET + "\"]}", Row.class)
                .name();
    }

    @Get("/invalid-row")
    String invalidRow() {
        throw new ConstraintViolationException(validator.validate(new Row("")));
    }

    @Get("/invalid-response")
    @Valid
    Row invalidResponse() {
        return new Row("");
    }

    @Get("/service")
    String service() {
        return service.find("");
    }

    @Get("/stage/exception")
    CompletionStage<String> stage() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException(Avatars.SECRET);
        });
    }

    @Get("/mono")
    Mono<String> mono() {
        return Mono.error(new IllegalStateException(Avatars.SECRET));
    }

    @Post("/rows")
    String create(@Body List<@Valid Row> rows) {
        return rows.toString();
    }

    @Post("/abstract")
    String create(@Body Abstract body) {
        return body.toString();
    }

    @Get("/header")
    String header(@Header("X-Max-Size") int maxSize) {
        return "" + maxSize;
    }

    @Get("/positive/{max_size}")
    String positive(@PathVariable("max_size") @Min(1) int maxSize) {
        return "" + maxSize;
    }

    @Get("/wrapped/{wrapper}")
    String wrapped(String wrapper) {
        throw wrap(wrapper);
    }

    @Get("/wrapped-later/{wrapper}")
    Mono<String> wrappedLater(String wrapper) {
        return Mono.error(wrap(wrapper));
    }

    private static RuntimeException wrap(String wrapper) {
        ApiException limit = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofSeconds(30));
        RuntimeException status = new HttpStatusException(HttpStatus.CONFLICT, "internal");
        status.initCause(limit);
        return wrapper.equals("completion") ? new CompletionException(limit) : status;
    }

    @Get("/moved")
    HttpResponse<?> moved() {
        return HttpResponse.temporaryRedirect(URI.create("/v1/avatars/7"));
    }

    @Get("/conflict")
    String conflict() {
        throw new HttpStatusException(HttpStatus.CONFLICT, "internal");
    }

    @Get("/half")
    Flux<Row> half() {
        return Flux.range(0, 10_000)
                .map(x -> new Row("ada"))
                .concatWith(Flux.error(new IllegalStateException(Avatars.SECRET)));
    }
}
