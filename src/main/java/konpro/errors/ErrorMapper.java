package konpro.errors;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import konpro.errors.json.impl.Nullable;

/**
 * Turns exceptions into responses, in one place, whatever the framework.
 *
 * <pre>{@code
 * static final ErrorMapper errors = ErrorMapper.builder()
 *         .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
 *         .map(TooMany.class, x -> ApiException.invalid("quantity", "Must be at most " + x.inStock))
 *         .onFailure((response, cause) -> log(response.envelope().requestId(), cause))
 *         .build();
 * }</pre>
 *
 * <p>Only an {@link ApiException} or what was mapped reaches the client. The most specific mapping is used. For an
 * {@code ApiException} it must be of that class or a subclass, not of {@code RuntimeException}. If there is none, the
 * response is that of the first {@code ApiException} in the chain of causes, since frameworks wrap exceptions. Any other
 * {@link Throwable} becomes {@code PROCESSING_ERROR} with that code's message, and nothing of the exception is sent. A
 * {@link RemoteApiException} that a handler does not catch is an error of this server: {@code PROCESSING_ERROR}, or
 * {@code SERVICE_UNAVAILABLE} where the remote error was retryable.
 *
 * <p>A mapper is immutable and made to be shared.
 */
public final class ErrorMapper {

    private static final int MAX_CAUSES = 100; // a chain of causes may be circular

    private final Map<Class<?>, Function<Throwable, ApiException>> mappings;
    private final Set<Class<?>> wrappers;
    private final BiConsumer<ErrorResponse, Throwable> onFailure;
    private final String challenge;

    private ErrorMapper(Builder builder) {
        mappings = Map.copyOf(builder.mappings);
        wrappers = Set.copyOf(builder.wrappers);
        onFailure = builder.onFailure;
        challenge = builder.challenge;
    }

    /** {@return a builder of a mapper without mappings, except that of {@link RemoteApiException}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes the response to an exception, and notifies the hook once. There is always a response: if a mapping or the hook throws
     * in turn, that exception is logged at {@code ERROR} by the {@link System.Logger} {@code konpro.errors}, and if it was the
     * hook, the exception that it was notified of as well.
     *
     * @param exception what was thrown; {@code null} counts as unexpected
     * @param requestId the request's id; one that {@link RequestId#accept} would not keep is replaced, as is {@code null}
     * @return the response; its envelope has the request id that the hook is notified of
     */
    public ErrorResponse respond(@Nullable Throwable exception, @Nullable String requestId) {
        Throwable thrown = exception == null ? new NullPointerException("exception") : exception;
        ErrorResponse response = response(thrown, RequestId.accept(requestId));
        notifyHook(response, thrown);
        return response;
    }

    private ErrorResponse response(Throwable exception, String requestId) {
        try {
            return response(translate(exception), requestId);
        } catch (Throwable mappingException) {
            ErrorResponse response = response(ApiException.ofMapped(ErrorCode.PROCESSING_ERROR), requestId);
            if (mappingException != exception) {
                logUnexpected(response, mappingException);
            }
            return response;
        }
    }

    private ApiException translate(Throwable exception) {
        Throwable unwrapped = unwrap(exception);
        Function<Throwable, ApiException> mapping = mappingOf(unwrapped.getClass());
        if (mapping != null) {
            return Objects.requireNonNull(mapping.apply(unwrapped), "The mapping returned null");
        }
        ApiException cause = apiException(unwrapped);
        return cause != null ? cause : ApiException.ofMapped(ErrorCode.PROCESSING_ERROR);
    }

    /** A wrapper is replaced by its cause, unless there is a mapping for exactly that wrapper. */
    private Throwable unwrap(Throwable exception) {
        Throwable cause = exception;
        for (int i = 0; i < MAX_CAUSES; i++) {
            Class<?> type = cause.getClass();
            if (!wrappers.contains(type) || mappings.containsKey(type)) {
                return cause;
            }
            Throwable next = causeOf(cause);
            if (next == null) {
                return cause;
            }
            cause = next;
        }
        return cause;
    }

    /** {@return the most specific mapping, or null if there is none} */
    private @Nullable Function<Throwable, ApiException> mappingOf(Class<?> type) {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            Function<Throwable, ApiException> mapping = mappings.get(next);
            if (mapping != null || next == ApiException.class) {
                return mapping;
            }
        }
        return null;
    }

    /** {@return the first ApiException among an exception and its causes, or null if there is none} */
    static @Nullable ApiException apiException(Throwable exception) {
        Throwable cause = exception;
        for (int i = 0; i <= MAX_CAUSES && cause != null; i++) {
            if (cause instanceof ApiException found) {
                return found;
            }
            cause = causeOf(cause);
        }
        return null;
    }

    /** An exception may be of any class, and its own methods may throw: then it has no cause. */
    private static @Nullable Throwable causeOf(Throwable exception) {
        try {
            return exception.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }

    private ErrorResponse response(ApiException exception, String requestId) {
        ApiError error = exception.error();
        int status = exception.status();
        String[] fields = {
            "Content-Type", "application/json", // RFC 8259, section 11: there is no charset parameter
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "X-Request-Id", requestId,
            "X-Error-Code", error.code() // for the response to HEAD, which has no body
        };
        if (status == 401) {
            fields = with(fields, "WWW-Authenticate", challenge); // RFC 9110, section 11.6.1: a 401 must have it
        }
        Duration delay = exception.retryAfter().orElse(null);
        if (delay != null) {
            fields = with(fields, "Retry-After", wholeSeconds(delay));
        }
        return new ErrorResponse(status, ResponseHeaders.ofSafe(fields), new ErrorEnvelope(error, requestId));
    }

    private static String[] with(String[] fields, String name, String value) {
        String[] more = Arrays.copyOf(fields, fields.length + 2);
        more[fields.length] = name;
        more[fields.length + 1] = value;
        return more;
    }

    /** RFC 9110, section 10.2.3: rounded up, never sooner. Unsigned, since the longest delay is rounded up to 2^63. */
    private static String wholeSeconds(Duration delay) {
        return Long.toUnsignedString(delay.getNano() == 0 ? delay.getSeconds() : delay.getSeconds() + 1);
    }

    private void notifyHook(ErrorResponse response, Throwable exception) {
        try {
            onFailure.accept(response, exception);
        } catch (Throwable hookException) {
            logUnexpected(response, exception);
            if (hookException != exception) {
                logUnexpected(response, hookException);
            }
        }
    }

    private static void logUnexpected(ErrorResponse response, Throwable exception) {
        try {
            ErrorLog.unexpected(response, exception);
        } catch (Throwable logException) {
            // There is nowhere left to report it, and the client needs its response.
        }
    }

    /** Builds a mapper: which exceptions become which errors. */
    public static final class Builder {

        private final Map<Class<?>, Function<Throwable, ApiException>> mappings = new HashMap<>();
        private final Set<Class<?>> wrappers = new HashSet<>(Set.of(
                ExecutionException.class,
                CompletionException.class,
                UncheckedIOException.class,
                InvocationTargetException.class,
                UndeclaredThrowableException.class));
        private BiConsumer<ErrorResponse, Throwable> onFailure = ErrorLog::log;
        private String challenge = "Bearer";

        private Builder() {
            map(RemoteApiException.class, Builder::fromRemote);
        }

        private static ApiException fromRemote(RemoteApiException exception) {
            boolean later = exception.remoteError().retryAdvice().retryable();
            return ApiException.ofMapped(later ? ErrorCode.SERVICE_UNAVAILABLE : ErrorCode.PROCESSING_ERROR);
        }

        /**
         * Maps the exceptions of a class, and of its subclasses without a mapping of their own, to a type and its message.
         * Nothing of the exception's own message is sent.
         *
         * @param exception the class
         * @param type the type to respond with
         * @return this builder
         * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires
         */
        public Builder map(Class<? extends Throwable> exception, ErrorType type) {
            ErrorType checked = CheckedType.of(type);
            return map(exception, x -> ApiException.ofMapped(checked));
        }

        /**
         * Maps the exceptions of a class, and of its subclasses without a mapping of their own, with a function. An exception
         * inside a wrapper is found there, unless that wrapper has a mapping of its own: see {@link #unwrap}.
         *
         * @param <X> the class
         * @param exception the class
         * @param mapping makes the error to respond with; all but its cause is sent
         * @return this builder
         */
        public <X extends Throwable> Builder map(Class<X> exception, Function<? super X, ApiException> mapping) {
            Objects.requireNonNull(mapping, "mapping");
            mappings.put(Objects.requireNonNull(exception, "exception"), x -> mapping.apply(exception.cast(x)));
            return this;
        }

        /**
         * Adds a wrapper: an exception of exactly this class is replaced by its cause when a mapping is looked up. From the
         * start these are {@code ExecutionException}, {@code CompletionException}, {@code UncheckedIOException},
         * {@code InvocationTargetException} and {@code UndeclaredThrowableException}.
         *
         * @param wrapper the class
         * @return this builder
         */
        public Builder unwrap(Class<? extends Throwable> wrapper) {
            wrappers.add(Objects.requireNonNull(wrapper, "wrapper"));
            return this;
        }

        /**
         * Sets the one hook that is notified of every exception, once, with the response to it. By default the
         * {@link System.Logger} {@code konpro.errors} logs a 4xx at {@code DEBUG}, a 5xx of a thrown {@link ApiException} at
         * {@code WARNING}, and any other 5xx at {@code ERROR} with the exception.
         *
         * @param hook takes the response and the exception, on the thread that responds
         * @return this builder
         */
        public Builder onFailure(BiConsumer<ErrorResponse, Throwable> hook) {
            onFailure = Objects.requireNonNull(hook, "hook");
            return this;
        }

        /**
         * Sets the {@code WWW-Authenticate} of a 401 (RFC 9110, section 11.6.1). By default it is {@code Bearer}.
         *
         * @param challenge the challenges, in printable ASCII, such as {@code Bearer realm="konpro"}
         * @return this builder
         * @throws IllegalArgumentException if it is empty, begins with a space or is not printable ASCII
         */
        public Builder challenge(String challenge) {
            this.challenge = ResponseHeaders.checkedValue("WWW-Authenticate", challenge);
            return this;
        }

        /** {@return the mapper} */
        public ErrorMapper build() {
            return new ErrorMapper(this);
        }
    }
}
