package konpro.errors;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.EnvelopeSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The envelopes in the docs are valid: they are what the examples print. */
class ExamplesContractTest {

    private static final Pattern ENVELOPE = Pattern.compile("(?m)^\\{\"error\":.*$");

    @Test
    void printsOnlyValidEnvelopes() throws IOException {
        List<String> printed;
        try (Stream<Path> files = Files.list(Path.of("../../it/examples"))) {
            printed = files.flatMap(ExamplesContractTest::envelopes).distinct().toList();
        }

        assertTrue(printed.size() >= 12, () -> "Found only " + printed.size() + " envelopes");
        assertEquals(
                Map.of(),
                printed.stream()
                        .filter(json -> !EnvelopeSchema.errors(json).isEmpty())
                        .collect(toMap(json -> json, EnvelopeSchema::errors)));
    }

    private static Stream<String> envelopes(Path file) {
        try {
            return ENVELOPE.matcher(Files.readString(file)).results().map(MatchResult::group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
