package konpro.errors.soak;

import java.time.Duration;
import java.util.Random;

/**
 * How much, how long, and what is left to chance. By default 200,000 exchanges in 10 minutes:
 * {@code -Dsoak.minutes=1} is a tenth of both, {@code -Dsoak.exchanges=…} more or fewer in the same time, and
 * {@code -Dsoak.seed=…} the same once more.
 *
 * @param seed of all chance
 * @param exchanges how many there are to be
 * @param time in which they are to come, one after the other at the same pace
 */
record Plan(long seed, long exchanges, Duration time) {

    private static final double MINUTES = 10;
    private static final double EXCHANGES_A_MINUTE = 20_000;

    static Plan ofSystemProperties() {
        double minutes = Double.parseDouble(System.getProperty("soak.minutes", Double.toString(MINUTES)));
        long exchanges = Long.getLong("soak.exchanges", Math.round(minutes * EXCHANGES_A_MINUTE));
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        return new Plan(seed, exchanges, Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    /** {@return how many of the exchanges there have been after so many tenths} */
    long tenths(int tenths) {
        return exchanges * tenths / 10;
    }

    /** {@return when an exchange is due, from the first one's time on} */
    long dueNanos(long number) {
        return Math.round((double) time.toNanos() / exchanges * number);
    }
}
