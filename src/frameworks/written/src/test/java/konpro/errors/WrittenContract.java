package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.EnvelopeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every envelope that the library's own tests have written, in the hands of a validator that is not ours. */
class WrittenContract {

    @Test
    void writesOnlyWhatTheSchemaTakes() throws IOException {
        long count = 0;
        try (Stream<String> envelopes = Files.lines(Path.of(System.getProperty("checked")))) {
            for (String envelope : (Iterable<String>) envelopes::iterator) {
                assertEquals(List.of(), EnvelopeSchema.errors(envelope), envelope);
                count++;
            }
        }
        assertTrue(count > 5_000, "Only " + count + " were written");
    }
}
