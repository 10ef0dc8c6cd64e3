package konpro.errors.json;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all six kinds of values have in common. */
class JsonValueTest {

    @Test
    void isTrueOrFalse() {
        assertTrue(BothInputs.parse("true").asBoolean());
        assertFalse(BothInputs.parse("false").asBoolean());
    }

    /** Equal hashes are allowed, but where all are, a hash table is a list. */
    @Test
    void isHashedByItsContent() {
        Stream<String> texts = Stream.of(
                "1",
                "2",
                "1.5",
                "\"x\"",
                "\"y\"",
                "true",
                "false",
                "[1]",
                "[2]",
                "[1,2]",
                "[2,1]",
                "{\"a\":1}",
                "{\"a\":2}",
                "{\"name\":1}",
                "{\"a\":1,\"b\":2}",
                "{\"a\":2,\"b\":1}");

        assertEquals(
                16,
                texts.mapToInt(text -> BothInputs.parse(text).hashCode())
                        .distinct()
                        .count());
    }
}
