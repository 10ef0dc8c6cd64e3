package avatars;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.FieldViolation;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What Spring finds invalid in a request, by the names that the client uses. */
final class Violations {
    static final String WRONG_TYPE = "Is missing or has the wrong type";

    private static final Pattern STEP = Pattern.compile("(\\[[^]]*])|([^.\\[]+)"); // an index or a key, or a name

    private final JsonMapper json;
    private final List<FieldViolation> found = new ArrayList<>();

    private Violations(JsonMapper json) {
        this.json = json;
    }

    /** {@return the error, or null if it is not a part of the request that is invalid} */
    static ApiException find(Throwable exception, JsonMapper json) {
        Violations violations = new Violations(json);
        return violations.addAll(exception) ? violations.toException() : null;
    }

    private boolean addAll(Throwable exception) {
        if (exception instanceof MethodValidationResult invalid) {
            invalid.getParameterValidationResults().forEach(this::add);
            return !invalid.isForReturnValue();
        } else if (exception instanceof MethodArgumentNotValidException invalid) {
            addBound(invalid, invalid.getParameter());
        } else if (exception instanceof WebExchangeBindException invalid) {
            addBound(invalid, invalid.getMethodParameter());
        } else if (exception instanceof ConstraintViolationException invalid) {
            return invalid.getConstraintViolations().stream().allMatch(this::add);
        } else if (exception instanceof HttpMessageNotReadableException
                || exception instanceof ServerWebInputException) {
            addUnreadable(exception);
            return !found.isEmpty();
        } else {
            return false;
        }
        return true;
    }

    private ApiException toException() {
        found.removeIf(x -> x.field().isEmpty());
        found.sort(Comparator.comparing(FieldViolation::field).thenComparing(FieldViolation::reason));
        return found.isEmpty()
                ? new ApiException(ErrorCode.VALIDATION_ERROR)
                : ApiException.invalid(found); // or the whole
    }

    private void add(String field, String reason) {
        found.add(new FieldViolation(field, Objects.requireNonNullElse(reason, "Is invalid")));
    }

    private void addBound(BindingResult invalid, MethodParameter parameter) {
        Object target = invalid.getTarget(); // none if its constructor could not be called
        add(
                invalid,
                json.constructType(target == null ? parameter.getGenericParameterType() : target.getClass()),
                parameter,
                "");
    }

    private void add(Errors errors, JavaType type, MethodParameter parameter, String index) {
        for (FieldError x : errors.getFieldErrors()) {
            add(
                    wireName(index, type, x.getField(), parameter),
                    x.isBindingFailure() ? WRONG_TYPE : x.getDefaultMessage());
        }
    }

    private void add(ParameterValidationResult result) {
        MethodParameter parameter = result.getMethodParameter();
        Object key = result.getContainerIndex() != null ? result.getContainerIndex() : result.getContainerKey();
        if (!(result instanceof ParameterErrors errors)) {
            String name = nameOf(parameter, key == null ? "" : "[" + key + "]");
            result.getResolvableErrors().forEach(x -> add(name, x.getDefaultMessage()));
        } else if (key == null) {
            add(errors, json.constructType(result.getArgument().getClass()), parameter, "");
        } else {
            add(
                    errors,
                    json.constructType(parameter.getGenericParameterType()).getContentType(),
                    parameter,
                    "[" + key + "]");
        }
    }

    /** {@return whether it is a parameter of a controller that is invalid} Anything else is a bug of ours. */
    private boolean add(ConstraintViolation<?> violation) {
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.Node method = nodes.next();
        Path.Node node = nodes.hasNext() ? nodes.next() : method;
        Class<?> type = violation.getRootBeanClass();
        if (node.getKind() != ElementKind.PARAMETER || !AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
            return false;
        }
        Class<?>[] types = method.as(Path.MethodNode.class).getParameterTypes().toArray(Class<?>[]::new);
        int index = node.as(Path.ParameterNode.class).getParameterIndex();
        MethodParameter parameter =
                new MethodParameter(ReflectionUtils.findMethod(type, method.getName(), types), index);
        String start = method.getName() + "." + node.getName();
        String path =
                violation.getPropertyPath().toString().substring(start.length()).replaceAll("\\.<.*", "");
        String name = path.contains(".") || parameter.hasParameterAnnotation(RequestBody.class) && !path.isEmpty()
                ? wireName("", json.constructType(parameter.getGenericParameterType()), path, parameter)
                : nameOf(parameter, path);
        add(name, violation.getMessage());
        return true;
    }

    /** A body that is JSON, but not of the type, has the name already. What is not JSON has none. */
    private void addUnreadable(Throwable exception) {
        for (Throwable x = exception; x != null; x = x.getCause()) {
            if (x instanceof DatabindException invalid && !invalid.getPath().isEmpty()) {
                StringBuilder path = new StringBuilder();
                for (JacksonException.Reference step : invalid.getPath()) {
                    String name = step.getPropertyName();
                    path.append(name == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? name : "." + name);
                }
                add(path.toString(), WRONG_TYPE);
                return;
            }
        }
    }

    /** {@return the name of a parameter, such as that in @RequestParam("max_size")} A body has none. */
    static String nameOf(MethodParameter parameter, String index) {
        if (parameter.hasParameterAnnotation(RequestBody.class)) {
            return index.isEmpty() ? "body" : index;
        }
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            String name = annotation.annotationType().getPackageName().startsWith("org.springframework.web")
                    ? MergedAnnotation.from(annotation)
                            .getValue("name", String.class)
                            .orElse("")
                    : "";
            if (!name.isEmpty()) {
                return name + index;
            }
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return Objects.requireNonNullElse(parameter.getParameterName(), "parameter") + index;
    }

    /** {@return a path of Java names, such as "items[2].maxSize", in those of the JSON or of the form} */
    private String wireName(String index, JavaType type, String path, MethodParameter parameter) {
        boolean isJson = parameter.hasParameterAnnotation(RequestBody.class)
                || parameter.hasParameterAnnotation(RequestPart.class);
        StringBuilder wire = new StringBuilder(index);
        JavaType at = type;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(1) != null) {
                wire.append(step.group(1));
                at = at == null ? null : at.getContentType();
                continue;
            }
            BeanPropertyDefinition property = at == null ? null : inJson(at, step.group(2));
            String name = step.group(2);
            if (property != null) {
                name = isJson ? property.getName() : inForm(at.getRawClass(), name);
            }
            wire.append(wire.isEmpty() ? "" : ".").append(name);
            at = property == null ? null : property.getPrimaryType();
        }
        return wire.toString();
    }

    private BeanPropertyDefinition inJson(JavaType type, String property) {
        ClassIntrospector types = json.deserializationConfig().classIntrospectorInstance();
        return types
                .introspectForDeserialization(type, types.introspectClassAnnotations(type))
                .findProperties()
                .stream()
                .filter(x -> x.getInternalName().equals(property))
                .findFirst()
                .orElse(null);
    }

    private static String inForm(Class<?> type, String property) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                BindParam name = parameter.getAnnotation(BindParam.class);
                if (name != null && parameter.getName().equals(property)) {
                    return name.value();
                }
            }
        }
        return property;
    }
}
