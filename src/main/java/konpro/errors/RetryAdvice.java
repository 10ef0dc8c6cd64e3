package konpro.errors;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether, when and with what care the same request may be sent again. A value, not a loop: what to do with it is the
 * caller's decision.
 *
 * <pre>{@code
 * if (advice.retryable() && (isIdempotent || !advice.needsIdempotency())) {
 *     sendAgainAfter(advice.delay().orElse(Duration.ofSeconds(1)));
 * }
 * }</pre>
 *
 * @param retryable whether it may succeed later: so for the statuses 429 and 503 and the codes that belong to them
 * @param delay how long to wait first, where it is retryable and the server has said so in {@code Retry-After} (RFC 9110,
 *     section 10.2.3), at most {@link ErrorLimits#maxRetryAfter()}
 * @param needsIdempotency whether the failed request may have had its effect all the same: then only an idempotent one (RFC
 *     9110, section 9.2.2) may be repeated without a second thought, and a {@code POST} may not. Not so where the request was
 *     refused: by a 4xx, or by the API itself as {@code RATE_LIMIT_EXCEEDED} or {@code SERVICE_UNAVAILABLE}.
 */
public record RetryAdvice(boolean retryable, Optional<Duration> delay, boolean needsIdempotency) {

    /**
     * Checks that the delay is not {@code null}.
     *
     * @param retryable whether the request may succeed later
     * @param delay how long to wait first
     * @param needsIdempotency whether the failed request may have had its effect all the same
     */
    public RetryAdvice {
        Objects.requireNonNull(delay, "delay");
    }
}
