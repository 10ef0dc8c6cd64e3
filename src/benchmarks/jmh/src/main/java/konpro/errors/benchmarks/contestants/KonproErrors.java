package konpro.errors.benchmarks.contestants;

import java.util.Map;
import konpro.errors.ErrorEnvelope;
import konpro.errors.benchmarks.Contestant;
import konpro.errors.benchmarks.Meaning;

/** konpro.errors. */
public final class KonproErrors implements Contestant<ErrorEnvelope> {

    @Override
    public ErrorEnvelope read(byte[] json) {
        return ErrorEnvelope.parse(json);
    }

    @Override
    public byte[] write(ErrorEnvelope envelope) {
        return envelope.toBytes();
    }

    @Override
    public Map<String, Object> meaning(ErrorEnvelope envelope) {
        return Meaning.envelope(
                envelope.error().code(),
                envelope.error().message(),
                envelope.error().details().toJava(),
                envelope.requestId());
    }
}
