package konpro.errors.soak;

import java.util.List;
import java.util.SplittableRandom;

/** Which exchange of a run it is, and all that is left to chance in it: the same again for the same seed. */
final class Turn {

    private final long number;
    private final SplittableRandom random;

    Turn(long seed, long number) {
        this.number = number;
        random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    long number() {
        return number;
    }

    /** {@return a number from which both sides can tell what is to happen} */
    int variant() {
        return random.nextInt(1_000_000);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
