package avatars;

import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The part of the avatar API that needs Spring Security. */
@RestController
class Secrets {

    @GetMapping(path = "/v1/secret", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('admin')")
    String secret() {
        return "{}";
    }
}
