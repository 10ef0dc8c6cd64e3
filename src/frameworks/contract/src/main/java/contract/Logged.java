package contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library and the framework log above DEBUG while this is open. Every module logs to java.util.logging. */
public final class Logged extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Begins to record. */
    public Logged() {
        setLevel(Level.CONFIG);
        ROOT.addHandler(this);
    }

    /** {@return the records at ERROR} */
    public List<LogRecord> errors() {
        return records.stream()
                .filter(x -> x.getLevel().intValue() >= Level.SEVERE.intValue())
                .toList();
    }

    /** {@return a line for each record, for the message of an assertion} */
    public List<String> lines() {
        return records.stream()
                .map(x -> x.getLevel() + " " + x.getLoggerName() + ": " + x.getMessage() + " " + x.getThrown())
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            records.add(record);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
