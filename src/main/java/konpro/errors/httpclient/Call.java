package konpro.errors.httpclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;
import konpro.errors.ErrorLimits;

/** One call: it has the status decide who reads the body, and remembers the error, if it is one. */
final class Call<T> implements BodyHandler<T> {

    private final BodyHandler<T> handler;
    private final ErrorLimits limits;
    private volatile ResponseInfo response;
    private volatile ErrorSubscriber<T> error;

    Call(BodyHandler<T> handler, ErrorLimits limits) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    static boolean isError(ResponseInfo response) {
        return response.statusCode() >= 400;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo response) {
        this.response = response;
        if (!isError(response)) {
            return handler.apply(response);
        }
        error = new ErrorSubscriber<>(response, limits);
        return error;
    }

    /**
     * Ends the call with the error, if it is one, whether the client calls it done or failed.
     *
     * @param failure what the exchange failed with, or {@code null} if it did not
     */
    void throwIfError(Throwable failure) {
        if (error != null) {
            throw error.toException(failure);
        }
    }

    /**
     * Ends the call with an {@link IOException} where the client has tripped over a header: it reads lengths and
     * locations without a thought that they may be none.
     *
     * @param failure what the exchange failed with, or {@code null} if it did not
     */
    void throwIfMalformed(Throwable failure) throws IOException {
        boolean unchecked = failure instanceof IllegalArgumentException || failure instanceof UncheckedIOException;
        if (unchecked && (response == null || !isLengthNumber())) {
            throw new IOException(failure);
        }
    }

    private boolean isLengthNumber() {
        try {
            response.headers().firstValueAsLong("Content-Length");
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
