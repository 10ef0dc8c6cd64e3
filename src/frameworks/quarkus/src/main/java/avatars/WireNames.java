package avatars;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.ParameterNameProvider;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.FieldViolation;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;
import org.hibernate.validator.spi.nodenameprovider.PropertyNodeNameProvider;

/** Names invalid parameters and members as the request does. */
@ApplicationScoped
public class WireNames implements ValidatorFactoryCustomizer, ParameterNameProvider, PropertyNodeNameProvider {

    private static final String BODY = "body"; // a parameter that is not of the URI, a header or a form

    private final ObjectMapper json = new ObjectMapper(); // configured as that of the application

    /** The client's error is in the parameters of a resource method. What is invalid elsewhere is our error. */
    static ApiException invalid(ConstraintViolationException exception) {
        List<FieldViolation> violations = exception.getConstraintViolations().stream()
                .filter(WireNames::isOfParameter)
                .map(x -> new FieldViolation(fieldOf(x), reasonOf(x)))
                .sorted(Comparator.comparing(FieldViolation::field).thenComparing(FieldViolation::reason))
                .toList();
        return violations.isEmpty() ? new ApiException(ErrorCode.PROCESSING_ERROR) : ApiException.invalid(violations);
    }

    private static boolean isOfParameter(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(x -> x.getKind() == ElementKind.PARAMETER || x.getKind() == ElementKind.CROSS_PARAMETER);
    }

    /** {@return the path without the method, and without the body unless that itself is invalid} */
    private static String fieldOf(ConstraintViolation<?> violation) {
        return violation.getPropertyPath().toString().replaceFirst("^[^.]+\\.(body\\.(?=.)|body(?=\\[))?", "");
    }

    private static String reasonOf(ConstraintViolation<?> violation) {
        boolean missing = violation.getConstraintDescriptor().getAnnotation() instanceof NotNull;
        return missing ? "Is missing" : violation.getMessage();
    }

    /** {@return the path of the member that could not be read} */
    static String path(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(x -> x.getFieldName() == null ? "[" + x.getIndex() + "]" : "." + x.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.parameterNameProvider(this).propertyNodeNameProvider(this);
    }

    @Override
    public List<String> getParameterNames(Method method) {
        return names(method);
    }

    @Override
    public List<String> getParameterNames(Constructor<?> constructor) {
        return names(constructor);
    }

    private static List<String> names(Executable executable) {
        return Stream.of(executable.getParameters())
                .map(x -> annotated(x).orElse(BODY))
                .toList();
    }

    @Override
    public String getName(Property property) {
        if (!(property instanceof JavaBeanProperty member)) {
            return property.getName();
        }
        Class<?> type = member.getDeclaringClass();
        return Stream.of(type.getDeclaredFields())
                .filter(x -> x.getName().equals(member.getName()))
                .findFirst()
                .flatMap(WireNames::annotated)
                .orElseGet(() -> memberName(type, member.getName()));
    }

    private String memberName(Class<?> type, String javaName) {
        return json.getDeserializationConfig().introspect(json.constructType(type)).findProperties().stream()
                .filter(x -> x.getInternalName().equals(javaName))
                .map(BeanPropertyDefinition::getName)
                .findFirst()
                .orElse(javaName);
    }

    private static Optional<String> annotated(AnnotatedElement parameter) {
        return Stream.of(parameter.getAnnotations())
                .map(WireNames::nameIn)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** {@return the name that an annotation gives a parameter, null if it gives none} */
    static String nameIn(Annotation annotation) {
        if (annotation instanceof QueryParam x) {
            return x.value();
        }
        if (annotation instanceof PathParam x) {
            return x.value();
        }
        if (annotation instanceof HeaderParam x) {
            return x.value();
        }
        if (annotation instanceof FormParam x) {
            return x.value();
        }
        if (annotation instanceof CookieParam x) {
            return x.value();
        }
        return null;
    }
}
