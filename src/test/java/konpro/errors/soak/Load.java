package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Has the exchanges of a plan, many at once, each when it is due, and sees that each ends as it should. */
final class Load {

    private static final int AT_ONCE = 32;
    private static final int ENOUGH_FAILURES = 10;
    private static final long PATIENCE_MINUTES = 2;

    private final Loopback loopback;
    private final Plan plan;
    private final List<Exchange> rotation = Exchange.rotation();
    private final AtomicLong next = new AtomicLong();
    private final Map<Exchange, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Long, String> current = new ConcurrentSkipListMap<>();
    private final Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();

    Load(Loopback loopback, Plan plan) {
        this.loopback = loopback;
        this.plan = plan;
    }

    /** Goes on until so many tenths of the plan are done, and has no thread left then. */
    void runUntil(int tenths) throws InterruptedException {
        long end = plan.tenths(tenths);
        long start = System.nanoTime() - plan.dueNanos(next.get());
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            workers.execute(() -> work(start, end));
        }
        workers.shutdown();
        long patience = plan.time().toMinutes() + PATIENCE_MINUTES;
        boolean ended = workers.awaitTermination(patience, TimeUnit.MINUTES);
        throwFailures();
        assertTrue(ended, () -> "These exchanges of " + plan + " do not end: " + current);
    }

    private void work(long start, long end) {
        for (long number = next(end); number < end && failures.size() < ENOUGH_FAILURES; number = next(end)) {
            try {
                TimeUnit.NANOSECONDS.sleep(start + plan.dueNanos(number) - System.nanoTime());
                Exchange kind = rotation.get((int) (number % rotation.size()));
                run(kind, number);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private long next(long end) {
        return next.getAndUpdate(number -> Math.min(number + 1, end));
    }

    private void run(Exchange kind, long number) {
        current.put(number, name(kind));
        try {
            kind.run(loopback, new Turn(plan.seed(), number));
            counts.computeIfAbsent(kind, x -> new LongAdder()).increment();
        } catch (Throwable e) {
            failures.add(new AssertionError("Exchange " + number + " of " + plan + ", " + name(kind), e));
        } finally {
            current.remove(number);
        }
    }

    private void throwFailures() {
        if (!failures.isEmpty()) {
            AssertionError first = failures.remove();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** {@return how many exchanges have ended as they should} */
    long done() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** {@return how often the hook is to have been told} */
    long told() {
        return counts.entrySet().stream()
                .mapToLong(count -> count.getKey().told() * count.getValue().sum())
                .sum();
    }

    /** {@return how many there were of each kind} */
    Map<String, Long> counts() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((kind, count) -> named.put(name(kind), count.sum()));
        return named;
    }

    private static String name(Exchange kind) {
        return kind instanceof Enum<?> constant
                ? constant.getDeclaringClass().getSimpleName() + "." + constant
                : kind.toString();
    }
}
