package avatars;

import contract.Avatars;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The avatar API. Its JSON is in snake case: see application.properties. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class AvatarController {

    record NewAvatar(
            @NotBlank String name, @Min(1) @Max(512) int maxSize) {}

    @GetMapping("/avatars/{id}")
    String find(@PathVariable int id) {
        return Avatars.find(id);
    }

    @GetMapping("/avatars")
    String list(@RequestParam("max_size") @Min(1) int maxSize, @RequestParam("first_page") @Min(1) int firstPage) {
        return Avatars.list(maxSize, firstPage);
    }

    @PostMapping(path = "/avatars", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    String create(@Valid @RequestBody NewAvatar avatar) {
        return Avatars.create(avatar.name(), avatar.maxSize());
    }

    @PutMapping("/avatars/{id}/picture")
    void upload(@PathVariable int id) {
        Avatars.refuse();
    }

    @GetMapping("/failures/{kind}")
    void fail(@PathVariable String kind) {
        Avatars.fail(kind);
    }

    @GetMapping("/half")
    void half(HttpServletResponse response) throws IOException {
        Avatars.half(response.getOutputStream());
    }

    @GetMapping("/endless")
    void endless(HttpServletResponse response) throws IOException {
        Avatars.endless(response.getOutputStream());
    }

    @GetMapping("/unwritable")
    List<Avatars.Writable> unwritable(@RequestParam int items) {
        return Avatars.unwritable(items);
    }
}
