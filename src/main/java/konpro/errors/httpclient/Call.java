package konpro.errors.httpclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.ErrorLimits;

/** One call: it has the status decide who reads the body, and remembers the error, if it is one. */
final class Call<T> implements BodyHandler<T> {

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final ErrorLimits limits;
    private volatile Optional<ResponseInfo> response = Optional.empty();
    private volatile Optional<ErrorSubscriber<T>> error = Optional.empty();

    Call(HttpRequest request, BodyHandler<T> handler, ErrorLimits limits) {
        this.request = request;
        this.handler = Objects.requireNonNull(handler, "handler");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    static boolean isError(ResponseInfo response) {
        return response.statusCode() >= 400;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo response) {
        this.response = Optional.of(response);
        if (!isError(response)) {
            return handler.apply(response);
        }
        ErrorSubscriber<T> subscriber = new ErrorSubscriber<>(response, limits);
        error = Optional.of(subscriber);
        return subscriber;
    }

    /**
     * Ends the call with the error, if it is one, whether the client calls it done or failed.
     *
     * @param failure what the exchange failed with, if it did
     */
    void throwIfError(Optional<Throwable> failure) {
        if (error.isPresent()) {
            throw error.get().toException(request, failure);
        }
    }

    /**
     * Ends the call with an {@link IOException} where the client has tripped over a header: it reads lengths and
     * locations without a thought that they may be none.
     *
     * @param failure what the exchange failed with, if it did
     */
    void throwIfMalformed(Optional<Throwable> failure) throws IOException {
        boolean unchecked = failure.filter(
                        x -> x instanceof IllegalArgumentException || x instanceof UncheckedIOException)
                .isPresent();
        if (unchecked && !response.filter(Call::isLengthNumber).isPresent()) {
            throw new IOException(failure.get());
        }
    }

    private static boolean isLengthNumber(ResponseInfo response) {
        try {
            response.headers().firstValueAsLong("Content-Length");
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
