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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is shared has only final fields, and none that is computed when it is first asked for: a thread that sees a value then
 * sees all of it, without synchronisation (Java Language Specification, section 17.5).
 */
class FinalFieldsTest {

    private static final Pattern CLASS_FILE = Pattern.compile("target.classes.konpro.errors.(.*)(?<!-info)\\.class");

    /** Changed by design, or used by one call, one exchange, or one reader, writer or builder. */
    private static final String CHANGING = """
            ApiException ErrorMapper$Builder Gzip$Members httpclient.Call httpclient.ErrorSubscriber \
            httpserver.RequestBody httpserver.ResponseStream json.impl.JsonCursor json.impl.JsonObjectImpl$Builder \
            json.impl.JsonOutput""";

    @Test
    void valuesHaveNoOthers() throws Exception {
        Set<String> changing = new TreeSet<>();
        for (String name : classes()) {
            Class<?> type = Class.forName("konpro.errors." + name, false, FinalFieldsTest.class.getClassLoader());
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isFinal(field.getModifiers())) {
                    changing.add(Modifier.isStatic(field.getModifiers()) ? "static " + name : name);
                }
            }
        }

        assertEquals(CHANGING, String.join(" ", changing));
    }

    private static List<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
            return files.map(file -> CLASS_FILE.matcher(file.toString()))
                    .filter(Matcher::matches)
                    .map(file -> file.group(1).replaceAll("[/\\\\]", "."))
                    .toList();
        }
    }
}
