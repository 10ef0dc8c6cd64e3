package konpro.errors.testkit;

import org.junit.jupiter.api.function.Executable;

/** A thread with 256 KiB of stack, as small as servers give them: what recurses must do there. */
public final class SmallStack {

    private static final long BYTES = 256 * 1024;

    private Throwable thrown;

    private SmallStack() {}

    /** Runs the body on such a thread, and throws here what it threw there. */
    public static void run(Executable body) {
        SmallStack stack = new SmallStack();
        Thread thread = new Thread(null, () -> stack.execute(body), "small stack", BYTES);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        stack.rethrow();
    }

    private void execute(Executable body) {
        try {
            body.execute();
        } catch (Throwable any) {
            thrown = any;
        }
    }

    private void rethrow() {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
    }
}
