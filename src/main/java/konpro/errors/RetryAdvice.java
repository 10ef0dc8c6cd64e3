package konpro.errors;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether, when and with what care the same request may be sent again. It is a value, not a loop: what to do is the caller's
 * decision.
 *
 * <pre>{@code
 * if (advice.retryable() && (isIdempotent || !advice.needsIdempotency())) {
 *     sendAgainAfter(advice.delay().orElse(Duration.ofSeconds(1)));
 * }
 * }</pre>
 *
 * @param retryable whether it may succeed later: for the statuses 429 and 503 and the codes that belong to them, unless the
 *     server asks for a delay beyond {@link ErrorLimits#maxRetryAfter()}
 * @param delay the delay that the server asks for in {@code Retry-After} (RFC 9110, section 10.2.3), in whole seconds, even if it
 *     is beyond the limit; empty if it does not ask, or if the status and the code are not retryable
 * @param needsIdempotency whether the failed request may have had its effect nevertheless: then only an idempotent one (RFC 9110,
 *     section 9.2.2) may be repeated safely, and a {@code POST} may not. It is false where the request was refused: by a 4xx, or
 *     by the API itself with {@code RATE_LIMIT_EXCEEDED} or {@code SERVICE_UNAVAILABLE}.
 */
public record RetryAdvice(boolean retryable, Optional<Duration> delay, boolean needsIdempotency) {

    /**
     * Checks that the delay is not {@code null}.
     *
     * @param retryable whether the request may succeed later
     * @param delay how long to wait first
     * @param needsIdempotency whether the failed request may have had its effect nevertheless
     */
    public RetryAdvice {
        Objects.requireNonNull(delay, "delay");
    }
}
