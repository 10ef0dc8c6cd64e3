package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RequestIdTest {

    private static final String FORM = "req-[0-9a-f]{32}"; // which is safe in a header, a log and a URL

    // ---- new ids

    @Test
    void hasTheDocumentedForm() {
        for (int i = 0; i < 1000; i++) {
            String id = RequestId.next();
            assertTrue(id.matches(FORM), id);
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

    private static boolean isKept(String header) {
        String id = RequestId.accept(header);
        if (id.equals(header)) {
            return true;
        }
        assertTrue(id.matches(FORM), id);
        assertNotEquals(id, RequestId.accept(header));
        return false;
    }

    @Test
    void keepsOneTo128LatinLettersDigitsDotsDashesAndUnderscores() {
        for (String id :
                List.of(RequestId.next(), "ABC.def_GHI-012", UUID.randomUUID().toString(), "x".repeat(128))) {
            assertTrue(isKept(id), id);
        }
    }

    @Test
    void replacesAnythingElse() {
        String kept = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(c -> isKept(c) | isKept("a" + c) | isKept(c + "a") | isKept("a" + c + "a"))
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", kept);
        for (String header :
                Arrays.asList(null, "", "a\r\nX: y", "\uD83D\uDE00", "x".repeat(129), "x".repeat(10_000_000))) {
            assertFalse(isKept(header));
        }
    }
}
