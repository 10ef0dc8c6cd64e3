package konpro.errors.httpclient;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The time by which a body must have come. No thread waits for it, and no timer outlives a body that came in time. */
final class Deadline {

    final CompletableFuture<Boolean> met = new CompletableFuture<>();

    /**
     * Starts the time.
     *
     * @param time how long the body may take
     * @param ifMissed what to do then, in short, on a thread that all timers of the JDK share
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    void start(Duration time, Runnable ifMissed) {
        met.thenAccept(inTime -> {
            if (!inTime) {
                ifMissed.run();
            }
        });
        met.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    /** {@return whether the end of the body came in time; of several ends the first alone does} */
    boolean meet() {
        return met.complete(true);
    }
}
