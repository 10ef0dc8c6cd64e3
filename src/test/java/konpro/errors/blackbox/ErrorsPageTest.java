package konpro.errors.blackbox;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.HttpStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on errors says what the enums say, and shows each code on the wire. That the wire is so, the examples show. */
class ErrorsPageTest {

    private static final Pattern BODY = Pattern.compile("(?m)^\\{.*}$");

    private final String page = read();

    @Test
    void listsTheCodes() {
        String table =
                Arrays.stream(ErrorCode.values()).map(ErrorsPageTest::row).collect(joining());

        assertTrue(page.contains("|---|---|---|---|\n" + table + "\n"), () -> "Expected in the page:\n" + table);
    }

    @Test
    void listsTheStatuses() {
        String table =
                Arrays.stream(HttpStatus.values()).map(ErrorsPageTest::row).collect(joining());

        assertTrue(page.contains("|---|---|\n" + table + "\n"), () -> "Expected in the page:\n" + table);
    }

    @ParameterizedTest
    @EnumSource
    void showsEachCodeOnTheWire(ErrorCode code) {
        int start = page.indexOf("\n### " + code.code() + "\n");
        assertTrue(start >= 0, "There is no such section");
        List<ErrorEnvelope> shown = envelopes(page.substring(start, page.indexOf("\n##", start + 1)));

        assertEquals(
                Set.of(code.code()), shown.stream().map(x -> x.error().code()).collect(toSet()));
    }

    private static String row(ErrorCode code) {
        String status = code.status() + " "
                + HttpStatus.find(code.status()).orElseThrow().reason();
        return "| `" + code.code() + "` | " + status + " | " + code.message() + " | "
                + (code.retryable() ? "yes" : "no") + " |\n";
    }

    private static String row(HttpStatus status) {
        return "| " + status.code() + " | " + status.description() + " |\n";
    }

    private static List<ErrorEnvelope> envelopes(String section) {
        return BODY.matcher(section)
                .results()
                .map(MatchResult::group)
                .map(ErrorEnvelope::parse)
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("docs/errors.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
