package konpro.errors.soak;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import konpro.errors.httpserver.OpenFiles;

/**
 * What the process holds at some moment.
 *
 * @param heapKiB the live heap: the least that several collections have left
 * @param threads the names of all threads, in order
 * @param files how many files and sockets are open, or nothing where nobody counts
 */
record Reading(long heapKiB, List<String> threads, OptionalLong files) {

    private static final int COLLECTIONS = 5;
    private static final int CALM_SECONDS = 5; // idle connections are closed after two
    private static final int PATIENCE_SECONDS = 150; // idle threads of the JDK's own pools live for a minute

    static Reading now() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return new Reading(least >> 10, threadNames(), OpenFiles.count());
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** {@return a reading with what was only idle gone} */
    static Reading atRest() throws InterruptedException {
        Reading reading = now();
        for (int calm = 0; calm < CALM_SECONDS; ) {
            Thread.sleep(1_000);
            Reading next = now();
            calm = next.hasNoMoreThan(reading) && reading.hasNoMoreThan(next) ? calm + 1 : 0;
            reading = next;
        }
        return reading;
    }

    /** {@return a reading at rest that has no more threads and files than another, if only one waits} */
    static Reading atRest(Reading other) throws InterruptedException {
        Reading reading = atRest();
        for (int i = 0; i < PATIENCE_SECONDS && !reading.hasNoMoreThan(other); i++) {
            Thread.sleep(1_000);
            reading = now();
        }
        return reading;
    }

    private boolean hasNoMoreThan(Reading other) {
        return threads.size() <= other.threads.size() && files.orElse(0) <= other.files.orElse(0);
    }

    /** {@return a row of a table} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,9d | %7d | %s",
                heapKiB,
                threads.size(),
                files.isPresent() ? files.getAsLong() : "not counted here");
    }
}
