package konpro.errors.benchmarks;

import java.util.Map;

/**
 * A library at the job: an envelope read from bytes, and written to fresh ones. Each does it as its users would at
 * their fastest, with a model of its own, every string decoded, all details kept, and members that it does not know
 * passed over.
 *
 * @param <E> the envelope as this library's users would have it
 */
public interface Contestant<E> {

    E read(byte[] json) throws Exception;

    byte[] write(E envelope) throws Exception;

    /**
     * What an envelope says, in {@code java.util} collections, made with {@link Meaning#envelope}; for the check alone.
     */
    Map<String, Object> meaning(E envelope);
}
