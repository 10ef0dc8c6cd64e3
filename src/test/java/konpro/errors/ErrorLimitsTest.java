package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    @Test
    void areAMebibyteTenSecondsAndTwoMinutesByDefault() {
        assertEquals(new ErrorLimits(1_048_576, Duration.ofSeconds(10), Duration.ofMinutes(2)), ErrorLimits.DEFAULT);
    }

    @Test
    void mayBeZero() {
        ErrorLimits none = new ErrorLimits(0, Duration.ZERO, Duration.ZERO);

        assertEquals(0, none.maxBodyBytes());
    }

    @Test
    void areRefusedWhenOneIsNegative() {
        assertThrows(IllegalArgumentException.class, () -> new ErrorLimits(-1, SECOND, SECOND));
        assertThrows(IllegalArgumentException.class, () -> new ErrorLimits(1, NEGATIVE, SECOND));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new ErrorLimits(1, SECOND, NEGATIVE));

        assertEquals(
                "Expected limits of zero or more but found 1 bytes, PT1S and PT-0.000000001S", refused.getMessage());
    }

    @Test
    void areRefusedWhenOneIsNull() {
        assertThrows(NullPointerException.class, () -> new ErrorLimits(1, null, SECOND));
        assertThrows(NullPointerException.class, () -> new ErrorLimits(1, SECOND, null));
    }
}
