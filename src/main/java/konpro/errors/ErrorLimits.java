package konpro.errors;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of a remote error is read, and how long a delay is acceptable.
 *
 * @param maxBodyBytes how many bytes of a body are read, before and after it is decompressed; the rest is dropped
 * @param bodyDeadline how long a body may take to arrive after the headers; what arrives later is dropped
 * @param maxRetryAfter the longest delay with which {@link RetryAdvice} is retryable
 */
public record ErrorLimits(int maxBodyBytes, Duration bodyDeadline, Duration maxRetryAfter) {

    /** 1 MiB, 10 seconds, 120 seconds. */
    public static final ErrorLimits DEFAULT = new ErrorLimits(1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(120));

    /**
     * Checks that none is negative.
     *
     * @param maxBodyBytes how many bytes of a body are read
     * @param bodyDeadline how long a body may take to arrive
     * @param maxRetryAfter the longest delay with which a request is retryable
     * @throws IllegalArgumentException if one is negative
     */
    public ErrorLimits {
        Objects.requireNonNull(bodyDeadline, "bodyDeadline");
        Objects.requireNonNull(maxRetryAfter, "maxRetryAfter");
        if (maxBodyBytes < 0 || bodyDeadline.isNegative() || maxRetryAfter.isNegative()) {
            throw new IllegalArgumentException("Expected limits of zero or more but found " + maxBodyBytes + " bytes, "
                    + bodyDeadline + " and " + maxRetryAfter);
        }
    }
}
