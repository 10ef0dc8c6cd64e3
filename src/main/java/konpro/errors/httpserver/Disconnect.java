package konpro.errors.httpserver;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import konpro.errors.json.impl.Nullable;

/**
 * Makes the server close a connection: the client has disconnected, or its response cannot be sent or finished. There is
 * nothing left to report, so that a second error filter passes it on.
 */
final class Disconnect extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_CAUSES = 100; // a chain of causes may be circular
    private static final String SERVER = "sun.net.httpserver.";
    private static final Pattern CONNECTION = Pattern.compile(
            "sun\\.net\\.httpserver\\.(Request\\$|SSLStreams\\$|FixedLengthInputStream|ChunkedInputStream)");

    Disconnect(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the first of an exception and its causes that matches, or null} An exception may be of any class, and its own
     * methods may throw: then it matches nothing.
     */
    static @Nullable Throwable first(@Nullable Throwable exception, Predicate<Throwable> matches) {
        try {
            @Nullable Throwable cause = exception;
            for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
                if (matches.test(cause)) {
                    return cause;
                }
            }
        } catch (Throwable broken) {
            // It has no causes that can be looked at.
        }
        return null;
    }

    /**
     * {@return whether an exception is a Disconnect, or was thrown because the client has disconnected} The
     * innermost frame of the server's classes decides: one of the connection or of a request's stream, but not of a response's,
     * which throws "too many bytes to write to stream". An interrupt, or the server, closes the channel; the client does not.
     */
    static boolean isDisconnect(Throwable exception) {
        if (!(exception instanceof IOException) || exception instanceof ClosedChannelException) {
            return false;
        }
        if (exception instanceof Disconnect) {
            return true;
        }
        for (StackTraceElement frame : exception.getStackTrace()) {
            if (frame.getClassName().startsWith(SERVER)) {
                return CONNECTION.matcher(frame.getClassName()).lookingAt();
            }
        }
        return false;
    }
}
