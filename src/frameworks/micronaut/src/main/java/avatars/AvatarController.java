package avatars;

import com.fasterxml.jackson.annotation.JsonProperty;
import contract.Avatars;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import reactor.core.publisher.Flux;

/** The avatar API. */
@Controller("/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
class AvatarController {

    @Introspected
    record NewAvatar(
            @NotBlank String name,
            @JsonProperty("max_size") @Min(1) @Max(512) int maxSize) {}

    @Get("/avatars/{id}")
    String find(int id) {
        return Avatars.find(id);
    }

    @Get("/avatars")
    String list(@QueryValue("max_size") @Min(1) int maxSize, @QueryValue("first_page") @Min(1) int firstPage) {
        return Avatars.list(maxSize, firstPage);
    }

    @Post("/avatars")
    HttpResponse<String> create(@Valid @Body NewAvatar avatar) {
        return HttpResponse.created(Avatars.create(avatar.name(), avatar.maxSize()));
    }

    @Put(uri = "/avatars/{id}/picture", consumes = MediaType.ALL)
    void upload(int id) {
        Avatars.refuse();
    }

    @Get("/failures/{kind}")
    void fail(String kind) {
        Avatars.fail(kind);
    }

    @Get(uri = "/half", produces = MediaType.APPLICATION_OCTET_STREAM)
    Flux<byte[]> half() {
        return Streams.of(Avatars::half);
    }

    @Get(uri = "/endless", produces = MediaType.APPLICATION_OCTET_STREAM)
    Flux<byte[]> endless() {
        return Streams.of(Avatars::endless);
    }

    @Get("/unwritable")
    List<Avatars.Writable> unwritable(int items) {
        return Avatars.unwritable(items);
    }

    @Get("/secret")
    @Secured("admin")
    String secret() {
        return "{}";
    }
}
