package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is shared has only final fields, and none that is computed when it is first asked for: a thread that sees a value then sees
 * all of it, without synchronisation (Java Language Specification, section 17.5).
 */
class FinalFieldsTest {

    private static final Pattern CLASS_FILE = Pattern.compile("target.classes.(konpro.errors.*)(?<!-info)\\.class");

    /** Changed by design, or used by one call, one exchange, or one reader, writer or builder. */
    private static final String CHANGING = """
            ApiException ErrorMapper$Builder Gzip$Members httpclient.Call httpclient.ErrorSubscriber \
            httpserver.RequestBody httpserver.ResponseStream json.impl.JsonCursor json.impl.JsonOutput json.impl.Members""";

    @Test
    void valuesHaveNoOthers() throws Exception {
        assertEquals(CHANGING, classesWith(modifiers -> !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)));
    }

    @Test
    void thereIsNoStaticStateThatChanges() throws Exception {
        assertEquals("", classesWith(modifiers -> Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)));
    }

    /** {@return the names of all classes that have a field with such modifiers} */
    private static String classesWith(IntPredicate modifiers) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
            for (Path path : (Iterable<Path>) files::iterator) {
                Matcher file = CLASS_FILE.matcher(path.toString());
                if (file.matches() && has(file.group(1).replaceAll("[/\\\\]", "."), modifiers)) {
                    names.add(file.group(1).replaceAll("[/\\\\]", ".").substring("konpro.errors.".length()));
                }
            }
        }
        return String.join(" ", names);
    }

    private static boolean has(String className, IntPredicate modifiers) throws ClassNotFoundException {
        Class<?> type = Class.forName(className, false, FinalFieldsTest.class.getClassLoader());
        return Stream.of(type.getDeclaredFields()).mapToInt(Field::getModifiers).anyMatch(modifiers);
    }
}
