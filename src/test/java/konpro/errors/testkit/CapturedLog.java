package konpro.errors.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes out of the logger {@code konpro.errors}, seen through {@code java.util.logging}, where {@link System.Logger} sends
 * it. The module under test does not read {@code java.logging}, and shall not: hence the reflection.
 */
public final class CapturedLog implements AutoCloseable {

    /** A record, with its exception both as it is and as it prints, on the very thread that logs it. */
    public record Entry(String level, String message, Throwable thrown, String printed) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Object logger;

    private CapturedLog(Runnable first) throws ReflectiveOperationException {
        Class<?> filter = Class.forName("java.util.logging.Filter");
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, "konpro.errors");
        set("Level", Class.forName("java.util.logging.Level").getField("ALL").get(null));
        set(
                "Filter",
                Proxy.newProxyInstance(filter.getClassLoader(), new Class<?>[] {filter}, (proxy, method, args) -> {
                    synchronized (entries) {
                        entries.add(entry(args[0]));
                    }
                    first.run();
                    return false;
                }));
    }

    public static CapturedLog start() throws ReflectiveOperationException {
        return new CapturedLog(() -> {});
    }

    /** A log that fails with each record, as one with a broken handler does. */
    public static CapturedLog failing(Error exception) throws ReflectiveOperationException {
        return new CapturedLog(() -> {
            throw exception;
        });
    }

    private void set(String property, Object value) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.logging." + property);
        logger.getClass().getMethod("set" + property, type).invoke(logger, value);
    }

    private static Entry entry(Object logRecord) throws ReflectiveOperationException {
        Throwable thrown = (Throwable) get(logRecord, "getThrown");
        return new Entry(
                get(logRecord, "getLevel").toString(), (String) get(logRecord, "getMessage"), thrown, print(thrown));
    }

    private static Object get(Object logRecord, String getter) throws ReflectiveOperationException {
        return logRecord.getClass().getMethod(getter).invoke(logRecord);
    }

    private static String print(Throwable thrown) {
        StringWriter text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    public List<Entry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /** The one record that there must be. */
    public Entry entry() {
        if (entries().size() != 1) {
            throw new AssertionError("Expected one record but found " + entries());
        }
        return entries().get(0);
    }

    @Override
    public void close() throws ReflectiveOperationException {
        set("Filter", null);
        set("Level", null);
    }
}
