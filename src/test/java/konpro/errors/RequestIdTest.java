package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    // ---- new ids

    @Test
    void hasTheDocumentedFormWhichIsSafeInAHeaderALogAndAUrl() {
        for (int i = 0; i < 1000; i++) {
            String id = RequestId.next();

            assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        }
    }

    @Test
    void isNeverGivenTwiceByAnyThread() throws Exception {
        assertDistinct(200_000);
    }

    @Test
    @Tag("slow")
    void isNeverGivenTwiceByAnyThreadAmongTenMillion() throws Exception {
        assertDistinct(10_000_000);
    }

    /** Keeps 16 bytes an id. Among so many, two may have the same first half by chance. */
    private static void assertDistinct(int count) throws Exception {
        long[] first = new long[count];
        long[] second = new long[count];
        ForkJoinPool threads = new ForkJoinPool(8);
        try {
            threads.submit(() -> IntStream.range(0, count).parallel().forEach(i -> {
                        String id = RequestId.next();
                        first[i] = HexFormat.fromHexDigitsToLong(id, 4, 20);
                        second[i] = HexFormat.fromHexDigitsToLong(id, 20, 36);
                    }))
                    .get();
        } finally {
            threads.shutdown();
        }
        long[] sorted = first.clone();
        Arrays.sort(sorted);
        Set<Long> repeated = new HashSet<>();
        IntStream.range(1, count).filter(i -> sorted[i] == sorted[i - 1]).forEach(i -> repeated.add(sorted[i]));
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            assertTrue(!repeated.contains(first[i]) || ids.add(first[i] + " " + second[i]), "an id came twice");
        }
    }

    // ---- ids from clients

    static Stream<String> ids() {
        String uuid = "b3a1c6f0-6f0e-4f0c-9d3e-1a2b3c4d5e6f";
        return Stream.of("req-123456", "ABC.def_GHI-012", uuid, "x".repeat(128), RequestId.next());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void keepsTheIdOfTheClient(String id) {
        assertEquals(id, RequestId.accept(id));
    }

    @Test
    void keepsLatinLettersDigitsDotDashAndUnderscoreOnly() {
        String kept = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(id -> RequestId.accept(id).equals(id))
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", kept);
    }

    static Stream<String> tooLong() {
        return Stream.of("x".repeat(129), "x".repeat(10_000_000));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                " a",
                "a ",
                "a\n",
                "\na",
                "a\r\nX: y",
                "a,b",
                "a/b",
                "a:b",
                "a%0d",
                "a\u0000",
                "\u0430",
                "\u0661",
                "\uFF41",
                "a\u0301",
                "\uD83D\uDE00", // letters and digits, but not Latin
            })
    @MethodSource("tooLong")
    void replacesWhatIsNoId(String header) {
        String id = RequestId.accept(header);

        assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        assertNotEquals(id, RequestId.accept(header));
    }
}
