package avatars;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.ApiException;

/** Names parameters of a wrong type, which Quarkus does not. The path of a path parameter of a wrong type is unknown. */
@Provider
public class Converters implements ParamConverterProvider {

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Method parser = parser(MethodType.methodType(type).wrap().returnType());
        return Stream.of(annotations)
                .filter(x -> parser != null && !(x instanceof PathParam))
                .map(WireNames::nameIn)
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> new Converter<T>(name, parser))
                .orElse(null);
    }

    private static Method parser(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(x -> x.getName().equals("valueOf") || x.getName().equals("fromString"))
                .filter(x -> Modifier.isStatic(x.getModifiers())
                        && x.getReturnType() == type
                        && List.of(x.getParameterTypes()).equals(List.of(String.class)))
                .findFirst()
                .orElse(null);
    }

    private record Converter<T>(String name, Method parser) implements ParamConverter<T> {

        @Override
        @SuppressWarnings("unchecked") // the parser is of T or its box
        public T fromString(String value) {
            try {
                return (T) parser.invoke(null, value);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof ApiException found
                        ? found
                        : ApiException.invalid(name, "Has the wrong type").initCause(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
