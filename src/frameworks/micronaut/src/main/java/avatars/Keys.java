package avatars;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The security of the application: knows the roles of a key. */
@Singleton
class Keys implements AuthenticationFetcher<HttpRequest<?>> {

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        String key = request.getHeaders().get("Authorization");
        return key != null && key.matches("Bearer (admin|reader)")
                ? Mono.just(Authentication.build("ada", List.of(key.substring("Bearer ".length()))))
                : Mono.empty();
    }
}
