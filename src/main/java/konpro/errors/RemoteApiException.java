package konpro.errors;

import java.io.Serial;

/**
 * A server that we called has answered with an error. The exception hands that error on as a {@link RemoteError}; its message
 * has the status, the code, the server's message and the request id, fit for a log, and never the details.
 *
 * <pre>{@code
 * try {
 *     System.out.println(response.body().get());
 * } catch (RemoteApiException e) {
 *     System.out.println(e.remoteError().details());
 * }
 * }</pre>
 *
 * <p>What we answer with ourselves is an {@link ApiException}.
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
     * @param remoteError what the server has answered with
     */
    public RemoteApiException(RemoteError remoteError) {
        super(remoteError.toString());
        this.remoteError = remoteError;
    }

    /** {@return what the server has answered with} */
    public RemoteError remoteError() {
        return remoteError;
    }
}
