package konpro.errors;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A failure as it may stand in a log: its stack traces as they are, its words as {@link CleanText} has them. Exceptions quote
 * what clients have sent, and a line break in that would forge a line of the log.
 */
final class CleanThrowable extends Throwable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_TEXT_LENGTH = 10_000;
    private static final int MAX_DEPTH = 50;

    private final String text;

    private CleanThrowable(Throwable original, Set<Throwable> seen, int depth) {
        text = clean(original);
        setStackTrace(original.getStackTrace());
        seen.add(original);
        if (depth == MAX_DEPTH) {
            return;
        }
        Throwable cause = original.getCause();
        if (cause != null && !seen.contains(cause)) {
            initCause(new CleanThrowable(cause, seen, depth + 1));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                addSuppressed(new CleanThrowable(suppressed, seen, depth + 1));
            }
        }
    }

    /** {@return the failure itself where no word of it needs cleaning, else a clean picture of it} */
    static Throwable of(Throwable failure) {
        return isClean(failure) ? failure : new CleanThrowable(failure, identitySet(), 0);
    }

    private static boolean isClean(Throwable failure) {
        Set<Throwable> seen = identitySet();
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (!clean(next).equals(text(next))) {
                return false;
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            Collections.addAll(open, next.getSuppressed());
        }
        return true;
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static String clean(Throwable failure) {
        return CleanText.of(text(failure), MAX_TEXT_LENGTH);
    }

    /** A failure's own methods may fail in turn. */
    private static String text(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (RuntimeException e) {
            return failure.getClass().getName();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
