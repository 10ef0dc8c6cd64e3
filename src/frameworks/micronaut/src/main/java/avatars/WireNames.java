package avatars;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import konpro.errors.ApiException;
import konpro.errors.FieldViolation;

/** Names invalid parameters and members as the request does. */
@Singleton
class WireNames {

    private final ObjectMapper json;

    WireNames(ObjectMapper json) {
        this.json = json;
    }

    /** {@return the client's error, which is in the parameters of the controller; what is invalid elsewhere is our error} */
    Optional<ApiException> violations(ConstraintViolationException exception, HttpRequest<?> request) {
        if (!(RouteAttributes.getRouteMatch(request).orElse(null) instanceof MethodBasedRouteMatch<?, ?> route)) {
            return Optional.empty();
        }
        List<FieldViolation> violations = exception.getConstraintViolations().stream()
                .filter(x -> route.getDeclaringType().isAssignableFrom(x.getRootBeanClass()) && isOfParameter(x))
                .map(x -> new FieldViolation(fieldOf(x, route.getArguments()), reasonOf(x)))
                .sorted(Comparator.comparing(FieldViolation::field).thenComparing(FieldViolation::reason))
                .toList();
        return violations.isEmpty() ? Optional.empty() : Optional.of(ApiException.invalid(violations));
    }

    private static boolean isOfParameter(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(x -> x.getKind() == ElementKind.PARAMETER || x.getKind() == ElementKind.CROSS_PARAMETER);
    }

    private static String reasonOf(ConstraintViolation<?> violation) {
        boolean missing = violation.getConstraintDescriptor().getAnnotation() instanceof NotNull;
        return missing ? "Is missing" : violation.getMessage();
    }

    private String fieldOf(ConstraintViolation<?> violation, Argument<?>[] parameters) {
        StringBuilder field = new StringBuilder();
        JavaType type = null;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex()).append(']');
            }
            while (type != null && type.isContainerType()) {
                type = type.getContentType();
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                Argument<?> parameter = Stream.of(parameters)
                        .filter(x -> x.getName().equals(node.getName()))
                        .findFirst()
                        .orElseThrow();
                type = json.constructType(parameter.asType());
                field.append(isBody(parameter) ? "" : of(parameter));
            } else if (node.getKind() == ElementKind.PROPERTY && type != null) {
                Optional<BeanPropertyDefinition> member = memberOf(type, node.getName());
                field.append('.')
                        .append(member.map(BeanPropertyDefinition::getName).orElse(node.getName()));
                type = member.map(BeanPropertyDefinition::getPrimaryType).orElse(null);
            }
        }
        return field.isEmpty() ? "body" : field.toString().replaceFirst("^\\.", "");
    }

    private Optional<BeanPropertyDefinition> memberOf(JavaType type, String name) {
        return json.getDeserializationConfig().introspect(type).findProperties().stream()
                .filter(x -> x.getInternalName().equals(name))
                .findFirst();
    }

    boolean isBody(Argument<?> parameter) {
        return parameter.isAnnotationPresent(Body.class);
    }

    /** {@return the name of a parameter, which is that of its annotation if it has one} */
    String of(Argument<?> parameter) {
        return isBody(parameter)
                ? "body"
                : parameter.getAnnotationMetadata().stringValue(Bindable.class).orElse(parameter.getName());
    }

    /** {@return the path of the member that could not be read} */
    String of(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(x -> x.getFieldName() == null ? "[" + x.getIndex() + "]" : "." + x.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
