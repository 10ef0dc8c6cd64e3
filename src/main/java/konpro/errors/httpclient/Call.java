package konpro.errors.httpclient;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import konpro.errors.ErrorLimits;

/** One call: it has the status decide who reads the body, and remembers the error, if it is one. */
final class Call<T> implements BodyHandler<T> {

    private final BodyHandler<T> handler;
    private final ErrorLimits limits;
    private volatile ErrorSubscriber<T> error;

    Call(BodyHandler<T> handler, ErrorLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    static boolean isError(ResponseInfo response) {
        return response.statusCode() >= 400;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo response) {
        if (!isError(response)) {
            return handler.apply(response);
        }
        error = new ErrorSubscriber<>(response, limits);
        return error;
    }

    /**
     * Ends the call with the error, if it is one, whether the client calls it done or failed.
     *
     * @param failure why the call failed, or {@code null} if it did not
     */
    void throwIfError(Throwable failure) {
        if (error != null) {
            throw error.toException(failure);
        }
    }
}
