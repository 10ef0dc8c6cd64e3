package konpro.errors.httpserver;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tells the client's going from everything else that fails in an {@link IOException}: a handler's own files and
 * connections, and the server's complaints of a handler ("headers already sent", "too many bytes to write to stream").
 *
 * <p>The server has no exception of its own for it, but the stack says where one was made: on the socket, right under
 * the server's streams, or where the server found an upload broken off. Of a server that is built in another way,
 * nothing is taken for the client's going.
 */
final class ClientGone extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_CAUSES = 100; // they may go in a circle

    /** Of a client that we give up. */
    ClientGone(String message) {
        super(message);
    }

    /** A handler may have wrapped it. */
    static boolean isReasonOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(x -> x instanceof IOException e && isSaidBy(e));
    }

    private static boolean isSaidBy(IOException failure) {
        if (failure instanceof ClosedChannelException) { // by an interrupt, or by the server: not by the client
            return false;
        }
        if (failure instanceof ClientGone) {
            return true;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        int i = 0;
        while (i < trace.length && trace[i].getClassName().startsWith("sun.nio.ch.")) {
            i++;
        }
        String next = i < trace.length ? trace[i].getClassName() : "";
        return (i > 0 && next.startsWith("sun.net.httpserver."))
                || next.equals("sun.net.httpserver.FixedLengthInputStream")
                || next.equals("sun.net.httpserver.ChunkedInputStream");
    }
}
