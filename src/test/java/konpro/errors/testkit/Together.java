package konpro.errors.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads that begin at the same moment. */
public enum Together {
    PLATFORM,
    VIRTUAL; // JDK 21 and later

    /** What the thread of a number does; the first has the number 0. */
    public interface Task<T> {
        T run(int number) throws Exception;
    }

    public static List<Together> available() {
        return Runtime.version().feature() >= 21 ? List.of(PLATFORM, VIRTUAL) : List.of(PLATFORM);
    }

    /** {@return the result of each thread, when all have ended} */
    @SuppressWarnings("ThreadPriorityCheck") // for that moment alone
    public <T> List<T> run(int count, Task<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count); // wakes them one after another
        CountDownLatch awake = new CountDownLatch(count);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(() -> {
                start.await(60, TimeUnit.SECONDS);
                awake.countDown();
                while (awake.getCount() > 0) {
                    Thread.yield();
                }
                return task.run(number);
            });
        }
        ExecutorService threads = this == PLATFORM ? Executors.newCachedThreadPool() : Threads.virtual();
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks, 120, TimeUnit.SECONDS)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
