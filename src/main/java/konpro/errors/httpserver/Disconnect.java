package konpro.errors.httpserver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.function.Predicate;
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
    private static final Set<String> CONNECTION =
            Set.of("Request", "SSLStreams", "FixedLengthInputStream", "ChunkedInputStream");

    Disconnect(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the first of an exception and its causes that matches, or null} An exception may be of any class, and its own
     * methods may throw: then it matches nothing.
     */
    static @Nullable Throwable first(Throwable exception, Predicate<Throwable> matches) {
        try {
            Throwable cause = exception;
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
     * {@return whether a client's disconnect is the reason for what a stream of an exchange threw} What the server's streams say
     * of their use, such as "too many bytes to write to stream", is the handler's error, and a stream of another filter has
     * reasons of its own. An interrupt, or the server, closes the channel; the client does not.
     */
    static boolean isOfClient(IOException exception, HttpExchange exchange, Object stream) {
        String thrower = thrower(exception);
        return !(exception instanceof ClosedChannelException)
                && stream.getClass().getModule() == exchange.getClass().getModule()
                && (!thrower.endsWith("OutputStream") || thrower.startsWith("SSL"))
                && !thrower.equals("LeftOverInputStream");
    }

    /** {@return whether the JDK's server threw this while it read or wrote the connection} As it does to send headers. */
    static boolean isOfClient(Throwable exception) {
        return exception instanceof IOException
                && !(exception instanceof ClosedChannelException)
                && CONNECTION.contains(thrower(exception).replaceFirst("\\$.*", ""));
    }

    /** {@return the innermost class of the JDK's server in a stack trace, without its package, or an empty text} */
    private static String thrower(Throwable exception) {
        for (StackTraceElement frame : exception.getStackTrace()) {
            if (frame.getClassName().startsWith(SERVER)) {
                return frame.getClassName().substring(SERVER.length());
            }
        }
        return "";
    }
}
