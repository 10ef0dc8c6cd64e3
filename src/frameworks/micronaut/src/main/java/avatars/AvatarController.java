package avatars;

import contract.Avatars;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** The avatar API. */
@Controller("/v1")
class AvatarController {

    @Introspected
    record NewAvatar(
            @NotBlank String name, @Min(1) @Max(512) int size) {}

    @Get("/avatars/{id}")
    String find(int id) {
        return Avatars.find(id);
    }

    @Post("/avatars")
    HttpResponse<String> create(@Valid @Body NewAvatar avatar) {
        return HttpResponse.created(Avatars.create(avatar.name(), avatar.size()));
    }

    @Put(uri = "/avatars/{id}/picture", consumes = MediaType.ALL)
    void upload(int id) {
        Avatars.refuse();
    }

    @Get("/failures/{kind}")
    void fail(String kind) {
        Avatars.fail(kind);
    }
}
