package konpro.errors.testkit;

/** The files and sockets that this process has open. */
public final class OpenFiles {

    private OpenFiles() {}

    /** {@return how many there are, or 0 where the JDK does not count them} By reflection: no module requires java.management. */
    public static long count() {
        try {
            Object system = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getOperatingSystemMXBean")
                    .invoke(null);
            Class<?> unix = Class.forName("com.sun.management.UnixOperatingSystemMXBean");
            return unix.isInstance(system)
                    ? (long) unix.getMethod("getOpenFileDescriptorCount").invoke(system)
                    : 0;
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }
}
