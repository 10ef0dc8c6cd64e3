package konpro.errors;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What an {@link ErrorMapper} does with a failure when nobody has said otherwise: a line in the log. */
final class FailureLog {

    private static final Logger LOGGER = System.getLogger("konpro.errors");
    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private FailureLog() {}

    /** A failure of ours comes with its cause, one of the client's without. */
    static void log(ErrorResponse response, Throwable failure) {
        if (response.status() >= 500) {
            logFault(response, failure);
        } else {
            LOGGER.log(Level.DEBUG, line(response));
        }
    }

    /** What is for us to mend, whatever the client was told. */
    static void logFault(ErrorResponse response, Throwable failure) {
        LOGGER.log(Level.ERROR, line(response), CleanThrowable.of(failure));
    }

    private static String line(ErrorResponse response) {
        ErrorEnvelope envelope = response.envelope();
        return envelope.requestId() + " " + response.status() + " "
                + envelope.error().code() + ": " + CleanText.of(envelope.error().message(), MAX_MESSAGE_LENGTH);
    }
}
