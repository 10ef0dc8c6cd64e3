package konpro.errors.httpserver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
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
     * of their use, such as "too many bytes to write to stream", is the handler's error; another filter's stream has reasons of
     * its own; and an interrupt or the server closes the channel, not the client.
     */
    static boolean isOfClient(IOException exception, Object stream, HttpExchange exchange) {
        return stream.getClass().getModule() == exchange.getClass().getModule()
                && !(exception instanceof ClosedChannelException)
                && !thrower(exception).matches("(FixedLength|Chunked|UndefLength|Placeholder)OutputStream|LeftOver.*");
    }

    /** {@return whether the JDK's server threw this while it used the connection, for example to send headers} */
    static boolean isOfClient(Throwable exception) {
        return exception instanceof IOException
                && !(exception instanceof ClosedChannelException)
                && thrower(exception).matches("(Request|SSLStreams)\\$.*|(FixedLength|Chunked)InputStream");
    }

    /** {@return the innermost class of the JDK's server in a stack trace, without its package, or an empty text} */
    private static String thrower(Throwable exception) {
        return Arrays.stream(exception.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> name.startsWith(SERVER))
                .findFirst()
                .map(name -> name.substring(SERVER.length()))
                .orElse("");
    }
}
