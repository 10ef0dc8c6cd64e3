package konpro.errors;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one place where a failure becomes a response, whatever the framework.
 *
 * <pre>{@code
 * static final ErrorMapper errors = ErrorMapper.builder()
 *         .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
 *         .map(DateTimeException.class, x -> ApiException.invalid("date", "Not a date"))
 *         .onFailure((response, cause) -> log(response.envelope().requestId(), cause))
 *         .build();
 * }</pre>
 *
 * <p>Public is what was named: an {@link ApiException} says its error, a mapped type what it was mapped to. Any other
 * {@link Throwable} is {@code PROCESSING_ERROR} with its fixed message, and not a word of its own reaches the wire. A
 * {@link RemoteApiException} that escapes from a handler is our failure, not an answer to pass on: {@code PROCESSING_ERROR},
 * or {@code SERVICE_UNAVAILABLE} where theirs was retryable.
 *
 * <p>A mapper is immutable and made to be shared.
 */
public final class ErrorMapper {

    private static final int MAX_WRAPPERS = 100; // causes may go in a circle

    private static final Set<Class<?>> WRAPPERS = Set.of(
            ExecutionException.class,
            CompletionException.class,
            UncheckedIOException.class,
            InvocationTargetException.class);

    private final Map<Class<?>, Function<Throwable, ApiException>> translations;
    private final BiConsumer<ErrorResponse, Throwable> onFailure;
    private final String challenge;

    private ErrorMapper(Builder builder) {
        translations = Map.copyOf(builder.translations);
        onFailure = builder.onFailure;
        challenge = builder.challenge;
    }

    /** {@return a builder of a mapper that knows {@link ApiException} and {@link RemoteApiException}, and hides all else} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes the response to a failure, and tells the hook of it, once. Whatever the failure is, and even if a mapping or the
     * hook fails in turn, there is a response, and no failure is lost: that of a mapping is logged at {@code ERROR} by the
     * {@link System.Logger} {@code konpro.errors}, and that of the hook likewise, with the one that the hook was told of.
     *
     * @param failure what was thrown
     * @param requestId the request's id; one that {@link RequestId#accept} would not keep is replaced, as is {@code null}
     * @return the response, under the request id that the hook is told
     */
    public ErrorResponse respond(Throwable failure, String requestId) {
        Throwable thrown = Objects.requireNonNullElseGet(failure, () -> new NullPointerException("failure"));
        ErrorResponse response = answer(thrown, RequestId.accept(requestId));
        tell(response, thrown);
        return response;
    }

    private ErrorResponse answer(Throwable failure, String requestId) {
        try {
            return response(translate(failure), requestId);
        } catch (Throwable mappingFailure) {
            ErrorResponse response = response(new ApiException(ErrorCode.PROCESSING_ERROR), requestId);
            if (mappingFailure != failure) {
                logFault(response, mappingFailure);
            }
            return response;
        }
    }

    private ApiException translate(Throwable failure) {
        Throwable cause = unwrap(failure);
        return Objects.requireNonNull(translation(cause.getClass()).apply(cause), "The mapping gave null");
    }

    /** A wrapper stands for its cause, unless there is a mapping for exactly that wrapper. */
    private Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_WRAPPERS; i++) {
            if (!WRAPPERS.contains(cause.getClass())
                    || translations.containsKey(cause.getClass())
                    || cause.getCause() == null) {
                return cause;
            }
            cause = cause.getCause();
        }
        return cause;
    }

    /** The most specific one: there always is that of Throwable. */
    private Function<Throwable, ApiException> translation(Class<?> type) {
        Function<Throwable, ApiException> translation = translations.get(type);
        return translation != null ? translation : translation(type.getSuperclass());
    }

    private ErrorResponse response(ApiException answer, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json"); // RFC 8259, section 11: there is no charset to name
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", requestId);
        headers.put("X-Error-Code", answer.error().code()); // keeps the answer to a HEAD typed
        int status = answer.type().status();
        if (status == 401) {
            headers.put("WWW-Authenticate", challenge); // RFC 9110, section 11.6.1: a 401 must have it
        }
        answer.retryAfter().ifPresent(delay -> headers.put("Retry-After", wholeSeconds(delay)));
        return new ErrorResponse(status, headers, new ErrorEnvelope(answer.error(), requestId));
    }

    /** RFC 9110, section 10.2.3: never sooner than was meant. Unsigned, as the longest delay is rounded up to 2^63. */
    private static String wholeSeconds(Duration delay) {
        return Long.toUnsignedString(delay.getNano() == 0 ? delay.getSeconds() : delay.getSeconds() + 1);
    }

    private void tell(ErrorResponse response, Throwable failure) {
        try {
            onFailure.accept(response, failure);
        } catch (Throwable hookFailure) {
            logFault(response, failure);
            if (hookFailure != failure) {
                logFault(response, hookFailure);
            }
        }
    }

    private static void logFault(ErrorResponse response, Throwable failure) {
        try {
            FailureLog.logFault(response, failure);
        } catch (Throwable logFailure) {
            // there is nobody left to tell, and the client shall have its answer
        }
    }

    /** Says what becomes of which failure. */
    public static final class Builder {

        private final Map<Class<?>, Function<Throwable, ApiException>> translations = new HashMap<>();
        private BiConsumer<ErrorResponse, Throwable> onFailure = FailureLog::log;
        private String challenge = "Bearer";

        private Builder() {
            map(Throwable.class, ErrorCode.PROCESSING_ERROR);
            map(ApiException.class, Function.identity());
            map(RemoteApiException.class, Builder::ours);
        }

        private static ApiException ours(RemoteApiException theirs) {
            boolean later = theirs.remoteError().retryAdvice().retryable();
            return new ApiException(later ? ErrorCode.SERVICE_UNAVAILABLE : ErrorCode.PROCESSING_ERROR);
        }

        /**
         * Answers failures of a class, and of those classes below it that have no mapping of their own, with a type and its
         * message. Nothing of the failure's own words is told.
         *
         * @param failure the class
         * @param type what to answer
         * @return this builder
         * @throws IllegalArgumentException if the type's code or status is not as {@link ErrorType} demands
         */
        public Builder map(Class<? extends Throwable> failure, ErrorType type) {
            ErrorTypes.checked(type);
            return map(failure, x -> new ApiException(type));
        }

        /**
         * Answers failures of a class, and of those classes below it that have no mapping of their own, with what a function
         * makes of them. A failure inside an {@code ExecutionException}, {@code CompletionException},
         * {@code UncheckedIOException} or {@code InvocationTargetException} is found there, unless that wrapper has a mapping of
         * its own; any other cause is for the function to look at.
         *
         * @param <X> the class
         * @param failure the class
         * @param translation makes of the failure what to answer; all that this says is public
         * @return this builder
         */
        public <X extends Throwable> Builder map(Class<X> failure, Function<? super X, ApiException> translation) {
            Objects.requireNonNull(translation, "translation");
            translations.put(Objects.requireNonNull(failure, "failure"), x -> translation.apply(failure.cast(x)));
            return this;
        }

        /**
         * Sets the one hook that is told of every failure, once, with the response that is given to it. Without one,
         * {@link System.Logger} {@code konpro.errors} has failures that are answered with 5xx at {@code ERROR} with the cause,
         * and all others at {@code DEBUG}.
         *
         * @param hook takes the response and what was thrown; it is called from any thread
         * @return this builder
         */
        public Builder onFailure(BiConsumer<ErrorResponse, Throwable> hook) {
            onFailure = Objects.requireNonNull(hook, "hook");
            return this;
        }

        /**
         * Sets what a 401 asks for in {@code WWW-Authenticate} (RFC 9110, section 11.6.1). Without it, that is {@code Bearer}.
         *
         * @param challenge the challenges, in printable ASCII, as {@code Bearer realm="konpro"}
         * @return this builder
         * @throws IllegalArgumentException if that cannot stand in a header
         */
        public Builder challenge(String challenge) {
            this.challenge = ErrorResponse.checkedHeader("WWW-Authenticate", challenge);
            return this;
        }

        /** {@return the mapper} */
        public ErrorMapper build() {
            return new ErrorMapper(this);
        }
    }
}
