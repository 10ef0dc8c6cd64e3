package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that the page on security names is there. */
class SecurityPageTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|Properties))\\.([a-zA-Z0-9]+)`");

    @Test
    void namesOnlyTestsThatAreThere() throws IOException {
        String page = Files.readString(Path.of("docs/security.md"));
        List<MatchResult> named = TEST.matcher(page).results().toList();

        assertTrue(named.size() >= 25, () -> "Only " + named.size() + " tests were found");
        assertEquals(
                List.of(),
                named.stream()
                        .map(MatchResult::group)
                        .filter(test -> !isThere(test))
                        .toList());
    }

    private static boolean isThere(String test) {
        MatchResult name = TEST.matcher(test).results().findFirst().orElseThrow();
        String method = "\n    void " + name.group(2) + "("; // a helper would be private, or static
        return sources().stream()
                .filter(source -> source.endsWith(name.group(1) + ".java"))
                .anyMatch(source -> text(source).contains(method));
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
