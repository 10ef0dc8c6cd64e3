package konpro.errors.testkit;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the handlers of a server run on. */
public enum Threads {
    SERVERS_OWN_ONE,
    FIXED_POOL,
    VIRTUAL; // JDK 21 and later

    public static List<Threads> available() {
        return Runtime.version().feature() >= 21 ? List.of(values()) : List.of(SERVERS_OWN_ONE, FIXED_POOL);
    }

    /** {@return an executor, or {@code null}, which the server takes for its own thread} */
    public Executor executor() throws ReflectiveOperationException {
        return switch (this) {
            case SERVERS_OWN_ONE -> null;
            case FIXED_POOL -> Executors.newFixedThreadPool(4, task -> new Thread(task, "handler-" + task.hashCode()));
            case VIRTUAL -> virtual();
        };
    }

    static ExecutorService virtual() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
