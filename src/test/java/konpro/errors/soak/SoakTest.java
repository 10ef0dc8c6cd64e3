package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The two adapters against each other, for ten minutes, with every kind of failure: each exchange ends as it should, and
 * all of them leave nothing behind. Run it with {@code ./mvnw test -Psoak}; a shorter one is in {@link Plan}.
 */
@Tag("soak")
class SoakTest {

    /** More than heaps at rest differ by, and less than three bytes an exchange. */
    private static final long NOISE_KIB = 512;

    @Test
    void everyExchangeEndsAsItShouldAndNoneLeavesAnythingBehind() throws Exception {
        Plan plan = Plan.ofSystemProperties();
        System.out.println(plan + " on " + Runtime.version());
        System.out.println("exchanges | seconds |  heap KiB | threads | files");
        long start = System.nanoTime();
        try (Loopback loopback = new Loopback()) {
            Load load = new Load(loopback, plan);
            load.runUntil(1); // what is loaded and started once is there from here on
            Reading first = Reading.atRest();
            print(load, start, first, ", at rest");
            for (int tenths = 2; tenths <= 10; tenths++) {
                load.runUntil(tenths);
                print(load, start, Reading.now(), "");
            }
            Reading last = Reading.atRest(first);
            print(load, start, last, ", at rest");
            load.counts().forEach((kind, count) -> System.out.printf(Locale.ROOT, "%,9d %s%n", count, kind));

            assertEquals(plan.exchanges(), load.done());
            assertEquals(load.told(), loopback.told());
            assertFlat(first, last);
        }
    }

    private static void print(Load load, long start, Reading reading, String when) {
        System.out.printf(
                Locale.ROOT,
                "%,9d | %7d | %s%s%n",
                load.done(),
                (System.nanoTime() - start) / 1_000_000_000,
                reading,
                when);
    }

    private static void assertFlat(Reading first, Reading last) {
        assertAll(
                () -> assertTrue(
                        last.threads().size() <= first.threads().size(),
                        () -> "Threads: " + last.threads() + "\nbefore: " + first.threads()),
                () -> assertTrue(last.files().orElse(0) <= first.files().orElse(0), "Files or sockets are left open"),
                () -> assertTrue(last.heapKiB() <= first.heapKiB() + NOISE_KIB, "The heap has grown"));
    }
}
