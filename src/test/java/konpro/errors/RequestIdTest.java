package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
        assertTrue(areDistinct(200_000));
    }

    @Test
    @Tag("slow")
    void isNeverGivenTwiceByAnyThreadAmongTenMillion() throws Exception {
        assertTrue(areDistinct(10_000_000));
    }

    /** Compares 64 bits of each. Of ten million, two have the same by chance once in 400,000 runs. */
    private static boolean areDistinct(int count) throws Exception {
        long[] ids = new long[count];
        ForkJoinPool threads = new ForkJoinPool(8);
        try {
            threads.submit(() -> Arrays.parallelSetAll(ids, i -> bits(RequestId.next())))
                    .get();
        } finally {
            threads.shutdown();
        }
        Arrays.sort(ids);
        return IntStream.range(1, count).noneMatch(i -> ids[i] == ids[i - 1]);
    }

    private static long bits(String id) {
        return HexFormat.fromHexDigitsToLong(id, 4, 20) ^ HexFormat.fromHexDigitsToLong(id, 20, 36);
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
        String kept = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(c -> RequestId.accept("a" + c).equals("a" + c))
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", kept);
        for (String id : List.of(kept, "a", RequestId.next(), UUID.randomUUID().toString(), "x".repeat(128))) {
            assertTrue(isKept(id), id);
        }
        for (String header :
                Arrays.asList(null, "", " a", "\na", "\uD83D\uDE00", "x".repeat(129), "x".repeat(10_000_000))) {
            assertFalse(isKept(header));
        }
    }
}
