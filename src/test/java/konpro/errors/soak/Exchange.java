package konpro.errors.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A kind of exchange, which ends in one way alone. */
interface Exchange {

    /** How often the cheap ones come for each time that a costly one does. */
    int ROUNDS = 25;

    /**
     * Has one such exchange.
     *
     * @throws Throwable if it ends in any other way than it should
     */
    void run(Loopback loopback, Turn turn) throws Throwable;

    /** {@return how often our server's hook is told of it} */
    int told();

    /** {@return whether it takes so much that it has to be rare} */
    default boolean isCostly() {
        return false;
    }

    /** {@return all kinds, in the order in which they come, over and over} */
    static List<Exchange> rotation() {
        List<Exchange> kinds = Stream.<Exchange[]>of(
                        Failing.values(), Answering.values(), Leaving.values(), Misbehaving.values())
                .flatMap(Stream::of)
                .toList();
        List<Exchange> cheap = kinds.stream().filter(kind -> !kind.isCostly()).toList();
        List<Exchange> rotation = new ArrayList<>(kinds);
        for (int round = 1; round < ROUNDS; round++) {
            rotation.addAll(cheap);
        }
        return rotation;
    }
}
