package konpro.errors.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** What one of the threads does. */
    @FunctionalInterface
    public interface Task<T> {

        /**
         * Does it.
         *
         * @param number the thread's, from 0
         */
        T run(int number) throws Exception;
    }

    /** {@return those that this JDK has} */
    public static List<Together> available() {
        return Arrays.stream(values())
                .filter(threads -> threads != VIRTUAL || Runtime.version().feature() >= 21)
                .toList();
    }

    /** {@return what each of the threads has come to, once all of them have} */
    @SuppressWarnings("ThreadPriorityCheck") // for that moment alone
    public <T> List<T> run(int count, Task<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count); // lets them go one after another
        CountDownLatch awake = new CountDownLatch(count);
        ExecutorService threads = executor();
        try {
            List<Future<T>> ends = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                ends.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    awake.countDown();
                    while (awake.getCount() > 0) {
                        Thread.yield();
                    }
                    return task.run(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> end : ends) {
                results.add(end.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private ExecutorService executor() throws ReflectiveOperationException {
        return this == PLATFORM
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }
}
