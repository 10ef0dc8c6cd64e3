package konpro.errors.httpclient;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import konpro.errors.testkit.DecoratedClient;

/** A process whose first timer is one of this library, started by a web application. */
public final class FirstTimer {

    private FirstTimer() {}

    /** Prints whose context class loader the thread of the timers has, and the caller's afterwards. */
    public static void main(String[] arguments) {
        ClassLoader application = new URLClassLoader("application", new URL[0], null);
        Thread.currentThread().setContextClassLoader(application);
        HttpErrors.read(DecoratedClient.response(404, InputStream.nullInputStream(), Map.of()));

        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("elayScheduler"))
                .forEach(timers -> System.out.println("timers: " + nameOf(timers.getContextClassLoader())));
        System.out.println("caller: " + nameOf(Thread.currentThread().getContextClassLoader()));
    }

    private static String nameOf(ClassLoader loader) {
        return loader == ClassLoader.getSystemClassLoader() ? "system" : loader.getName();
    }
}
