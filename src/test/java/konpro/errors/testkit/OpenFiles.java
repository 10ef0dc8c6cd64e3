package konpro.errors.testkit;

import java.util.OptionalLong;

/** The files and sockets that this process has open. */
public final class OpenFiles {

    private OpenFiles() {}

    /**
     * {@return how many there are, or nothing where nobody counts} By reflection, since neither this module nor its tests
     * require java.management.
     */
    public static OptionalLong count() {
        try {
            Object system = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getOperatingSystemMXBean")
                    .invoke(null);
            Class<?> unix = Class.forName("com.sun.management.UnixOperatingSystemMXBean");
            return unix.isInstance(system)
                    ? OptionalLong.of(
                            (long) unix.getMethod("getOpenFileDescriptorCount").invoke(system))
                    : OptionalLong.empty();
        } catch (ReflectiveOperationException e) {
            return OptionalLong.empty();
        }
    }
}
