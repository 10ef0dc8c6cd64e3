package konpro.errors;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A failure as it may stand in a log: its stack traces as they are, its words as {@link CleanText} has them. Exceptions quote
 * what clients have sent, and a line break in that would forge a line of the log.
 */
final class CleanThrowable extends Throwable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_TEXT_LENGTH = 10_000;
    private static final int MAX_FAILURES = 100; // causes may go on for ever, and who prints them does so recursively

    private CleanThrowable(Throwable original, Set<Throwable> seen) {
        super(CleanText.of(ask(original::toString, original.getClass().getName()), MAX_TEXT_LENGTH));
        setStackTrace(Stream.of(ask(original::getStackTrace, new StackTraceElement[0]))
                .filter(Objects::nonNull)
                .toArray(StackTraceElement[]::new));
        seen.add(original);
        ask(() -> Optional.ofNullable(original.getCause()), Optional.<Throwable>empty())
                .filter(cause -> isNew(cause, seen))
                .ifPresent(cause -> initCause(new CleanThrowable(cause, seen)));
        for (Throwable suppressed : original.getSuppressed()) {
            if (isNew(suppressed, seen)) {
                addSuppressed(new CleanThrowable(suppressed, seen));
            }
        }
    }

    /** {@return the failure itself where no word of it needs cleaning, else a clean picture of it} */
    static Throwable of(Throwable failure) {
        return isClean(failure) ? failure : new CleanThrowable(failure, identitySet());
    }

    private static boolean isNew(Throwable failure, Set<Throwable> seen) {
        return seen.size() < MAX_FAILURES && !seen.contains(failure);
    }

    private static boolean isClean(Throwable failure) {
        Set<Throwable> seen = identitySet();
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        try {
            while (!open.isEmpty()) {
                Throwable next = open.remove();
                if (!seen.add(next)) {
                    continue;
                }
                if (seen.size() > MAX_FAILURES || !isClean(next.toString()) || !isClean("" + next.getMessage())) {
                    return false;
                }
                if (next.getCause() != null) {
                    open.add(next.getCause());
                }
                Collections.addAll(open, next.getSuppressed());
            }
            return true;
        } catch (Throwable askedTooMuch) {
            return false;
        }
    }

    private static boolean isClean(String text) {
        return CleanText.of(text, MAX_TEXT_LENGTH).equals(text);
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** A failure's own methods may fail in turn. */
    private static <T> T ask(Supplier<T> question, T otherwise) {
        try {
            T answer = question.get();
            return answer == null ? otherwise : answer;
        } catch (Throwable askedTooMuch) {
            return otherwise;
        }
    }

    /** The original's own words, which begin with its class; log libraries that ask for the message get the same. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // getMessage() is the same already
    public String toString() {
        return String.valueOf(getMessage());
    }
}
