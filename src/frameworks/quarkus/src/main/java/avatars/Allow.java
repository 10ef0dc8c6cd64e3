package avatars;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of a path, which Quarkus does not send with its 405. */
final class Allow {

    private static final List<Class<?>> RESOURCES = List.of(AvatarResource.class); // all with @Path

    private Allow() {}

    static String of(String path) {
        return RESOURCES.stream()
                .flatMap(resource -> Stream.of(resource.getMethods()).filter(x -> isFor(path, resource, x)))
                .flatMap(x -> Stream.of(x.getAnnotations()))
                .map(Annotation::annotationType)
                .map(x -> x.getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isFor(String path, Class<?> resource, Method method) {
        Path rest = method.getAnnotation(Path.class);
        String template = resource.getAnnotation(Path.class).value() + (rest == null ? "" : "/" + rest.value());
        return path.replaceAll("/+", "/")
                .matches(("/" + template).replaceAll("/+", "/").replaceAll("\\{[^}]+}", "[^/]+"));
    }
}
