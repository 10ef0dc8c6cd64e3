package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RequestIdTest {

    private static final int THREADS = 8;
    private static final int BATCH = 10_000;

    @Test
    void hasTheDocumentedFormWhichIsSafeInAHeaderALogAndAUrl() {
        for (int i = 0; i < 1000; i++) {
            String id = RequestId.next();

            assertTrue(id.matches("req-[0-9a-f]{32}"), id);
            assertTrue(id.matches("[A-Za-z0-9._-]{1,128}"), id);
        }
    }

    @Test
    void isNeverGivenTwiceByAnyThread() throws Exception {
        assertEquals(200_000, countDistinct(200_000));
    }

    /** Keeps every bit of every id, in 256 MiB. */
    @Test
    @Tag("slow")
    void isNeverGivenTwiceByAnyThreadAmongTenMillion() throws Exception {
        assertEquals(10_000_000, countDistinct(10_000_000));
    }

    private static int countDistinct(int count) throws Exception {
        IdSet ids = new IdSet(count);
        Callable<Object> batch = Executors.callable(() -> ids.addAll(nextBatch()));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Object> done : threads.invokeAll(Collections.nCopies(count / BATCH, batch))) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        return ids.size();
    }

    private static long[] nextBatch() {
        long[] batch = new long[2 * BATCH];
        for (int i = 0; i < batch.length; i += 2) {
            String id = RequestId.next();
            batch[i] = HexFormat.fromHexDigitsToLong(id, 4, 20);
            batch[i + 1] = HexFormat.fromHexDigitsToLong(id, 20, 36);
        }
        return batch;
    }

    /** The 128 bits of each id in a hash table of pairs, with linear probing; a free place is zero, which no id is. */
    private static final class IdSet {

        private final long[] table;
        private int size;

        IdSet(int capacity) {
            table = new long[4 * Integer.highestOneBit(capacity)];
        }

        synchronized void addAll(long[] ids) {
            for (int i = 0; i < ids.length; i += 2) {
                add(ids[i], ids[i + 1]);
            }
        }

        private void add(long high, long low) {
            int place = 2 * (int) (high + low) & table.length - 1;
            while (table[place] != 0 || table[place + 1] != 0) {
                if (table[place] == high && table[place + 1] == low) {
                    return;
                }
                place = place + 2 & table.length - 1;
            }
            table[place] = high;
            table[place + 1] = low;
            size++;
        }

        synchronized int size() {
            return size;
        }
    }
}
