package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is shared has nothing but final fields, and none that is computed when it is first asked for: so says the memory model that a
 * thread which sees a value sees all of it, however it came by it (Java Language Specification, section 17.5).
 */
class FinalFieldsTest {

    private static final Path CLASSES = Path.of("target/classes");

    /** Those that are changed by design, belong to one call or one exchange, or to whoever reads, writes or builds something. */
    private static final Set<String> CHANGING = new TreeSet<>(Set.of(
            "konpro.errors.ApiException",
            "konpro.errors.ErrorMapper$Builder",
            "konpro.errors.Gzip$Members",
            "konpro.errors.httpclient.Call",
            "konpro.errors.httpclient.ErrorSubscriber",
            "konpro.errors.httpserver.ResponseStream",
            "konpro.errors.httpserver.RequestBody",
            "konpro.errors.json.impl.JsonCursor",
            "konpro.errors.json.impl.JsonOutput",
            "konpro.errors.json.impl.Members"));

    @Test
    void valuesHaveNoOthers() throws Exception {
        assertEquals(CHANGING, classesWith(field -> !Modifier.isStatic(field.getModifiers())));
    }

    @Test
    void thereIsNoStaticStateThatChanges() throws Exception {
        assertEquals(Set.of(), classesWith(field -> Modifier.isStatic(field.getModifiers())));
    }

    /** {@return the names of all classes with such a field that is not final} */
    private static Set<String> classesWith(Predicate<Field> kind) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String name : classes()) {
            Class<?> type = Class.forName(name, false, FinalFieldsTest.class.getClassLoader());
            if (Stream.of(type.getDeclaredFields())
                    .anyMatch(field -> kind.test(field) && !Modifier.isFinal(field.getModifiers()))) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> classes() throws IOException {
        try (Stream<Path> tree = Files.walk(CLASSES)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> CLASSES.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .filter(name -> name.startsWith("konpro.") && name.endsWith(".class") && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .toList();
        }
    }
}
