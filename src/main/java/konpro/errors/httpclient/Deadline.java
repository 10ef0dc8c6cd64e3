package konpro.errors.httpclient;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time by which a body must have been received. Its timer needs no thread of its own, and ends with the body. */
final class Deadline {

    final CompletableFuture<Boolean> met = new CompletableFuture<>();

    /**
     * Starts the timer. The JDK starts the thread of its timers with the first of them, and that thread keeps the context class
     * loader which it inherits: that loader must not be a web application's.
     *
     * @param time how long the body may take
     * @param ifMissed what to do then; it must not block, as it runs on the thread that all timers of the JDK share
     */
    @SuppressWarnings("FutureReturnValueIgnored") // its only exception would be one of ifMissed
    void start(Duration time, Runnable ifMissed) {
        met.thenAccept(inTime -> {
            if (!inTime) {
                ifMissed.run();
            }
        });
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            met.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /** {@return whether the time has passed, or the body was received} */
    boolean isOver() {
        return met.isDone();
    }

    /** {@return whether the body ended in time, and this is the first call that says so} */
    boolean meet() {
        return met.complete(true);
    }

    /** Waits until something has ended, or for the deadline. */
    void await(CompletableFuture<?> end) {
        CompletableFuture.anyOf(end.handle((result, exception) -> true), met).join();
        meet();
    }
}
