package konpro.errors;

import java.io.Serial;
import java.util.Objects;

/**
 * A server responded with an error, which this exception carries as a {@link RemoteError}. Its message has the request if it is
 * known, the status, the code, the server's message and the request id, sanitised for a log, and never the details.
 *
 * <pre>{@code
 * try {
 *     System.out.println(response.body().get());
 * } catch (RemoteApiException e) {
 *     System.out.println(e.remoteError().details());
 * }
 * }</pre>
 *
 * <p>An error that this server responds with itself is an {@link ApiException}.
 *
 * @serial exclude
 */
public final class RemoteApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final RemoteError remoteError;

    /**
     * An exception for that error.
     *
     * @param remoteError the error that the server responded with
     */
    public RemoteApiException(RemoteError remoteError) {
        super((String) null); // getMessage() makes it when it is asked for
        this.remoteError = Objects.requireNonNull(remoteError, "remoteError");
    }

    /** {@return the text of the error, see {@link RemoteError#toString()}} */
    @Override
    public String getMessage() {
        return remoteError.toString();
    }

    /** {@return the error that the server responded with} */
    public RemoteError remoteError() {
        return remoteError;
    }
}
