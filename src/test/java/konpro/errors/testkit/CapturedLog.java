package konpro.errors.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The records of a logger, which {@link System.Logger} passes to {@code java.util.logging}. By reflection, since the module under
 * test must not read {@code java.logging}.
 */
public final class CapturedLog implements AutoCloseable {

    public record Entry(String level, String message, Throwable thrown) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Object logger;

    private CapturedLog(String name, Runnable afterwards) throws ReflectiveOperationException {
        Class<?> filter = Class.forName("java.util.logging.Filter");
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, name);
        InvocationHandler handler = (proxy, method, args) -> {
            entries.add(entry(args[0]));
            afterwards.run();
            return false;
        };
        set("Level", Class.forName("java.util.logging.Level").getField("ALL").get(null));
        set("Filter", Proxy.newProxyInstance(filter.getClassLoader(), new Class<?>[] {filter}, handler));
    }

    public static CapturedLog start() throws ReflectiveOperationException {
        return of("konpro.errors");
    }

    public static CapturedLog of(String name) throws ReflectiveOperationException {
        return new CapturedLog(name, () -> {});
    }

    /** A log that throws at each record, as one with a broken handler does. */
    public static CapturedLog failing(Error exception) throws ReflectiveOperationException {
        return new CapturedLog("konpro.errors", () -> {
            throw exception;
        });
    }

    private void set(String property, Object value) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.logging." + property);
        logger.getClass().getMethod("set" + property, type).invoke(logger, value);
    }

    private static Entry entry(Object logRecord) throws ReflectiveOperationException {
        String level = get(logRecord, "getLevel").toString();
        return new Entry(level, (String) get(logRecord, "getMessage"), (Throwable) get(logRecord, "getThrown"));
    }

    private static Object get(Object logRecord, String getter) throws ReflectiveOperationException {
        return logRecord.getClass().getMethod(getter).invoke(logRecord);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** {@return the exceptions of the records} */
    public List<Throwable> thrown() {
        return entries().stream().map(Entry::thrown).toList();
    }

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
