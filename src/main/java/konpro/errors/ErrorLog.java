package konpro.errors;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The default log of an {@link ErrorMapper}, one record an exception. */
final class ErrorLog {

    private static final Logger LOGGER = System.getLogger("konpro.errors");
    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private ErrorLog() {}

    /** An {@link ApiException} of 5xx was meant, and a 4xx is the client's error. Everything else is unexpected. */
    static void log(ErrorResponse response, Throwable exception) {
        if (response.status() < 500) {
            LOGGER.log(Level.DEBUG, () -> line(response));
        } else if (isMeant(response, exception)) {
            LOGGER.log(Level.WARNING, () -> line(response));
        } else {
            unexpected(response, exception);
        }
    }

    /** A mapping may have made the response though a cause is an ApiException: then the stack trace is needed. */
    @SuppressWarnings("ReferenceEquality") // an equal error may be that of a mapping
    private static boolean isMeant(ErrorResponse response, Throwable exception) {
        ApiException found = ErrorMapper.apiException(exception);
        return found != null && found.error() == response.envelope().error();
    }

    /** The exception is logged as it is: to escape its message is the task of the log's layout. */
    static void unexpected(ErrorResponse response, Throwable exception) {
        LOGGER.log(Level.ERROR, line(response), exception);
    }

    private static String line(ErrorResponse response) {
        ErrorEnvelope envelope = response.envelope();
        return envelope.requestId() + " " + response.status() + " "
                + envelope.error().code() + ": " + SafeText.of(envelope.error().message(), MAX_MESSAGE_LENGTH);
    }
}
