package clients;

import feign.Feign;
import feign.Headers;
import feign.RequestLine;
import feign.Response;
import feign.Target;
import java.io.IOException;
import java.net.URI;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;

/** A call with Feign. */
final class OpenFeign {

    @Headers("X-Request-Id: req-1")
    interface Avatars {

        @RequestLine("GET")
        String get(URI uri);

        @RequestLine("HEAD")
        String head(URI uri);

        @RequestLine("POST")
        String post(URI uri);
    }

    static final Avatars AVATARS = handlingErrors(Feign.builder()).target(Target.EmptyTarget.create(Avatars.class));

    private OpenFeign() {}

    static Feign.Builder handlingErrors(Feign.Builder builder) {
        return builder.errorDecoder((method, response) -> {
            try (Response.Body content = response.body()) {
                byte[] body = content == null
                        ? null
                        : content.asInputStream().readNBytes(ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                return RemoteError.of(response.status(), response.headers(), body)
                        .toException();
            } catch (IOException e) { // the body broke off
                return (Exception) RemoteError.of(response.status(), response.headers(), null)
                        .toException()
                        .initCause(e);
            }
        });
    }
}
