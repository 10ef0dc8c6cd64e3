package konpro.errors.soak;

import konpro.errors.testkit.OpenFiles;

/** What this process holds: the live heap after several collections, threads, open files and sockets. */
record Resources(long heapKiB, int threads, long files) {

    static final Resources ANY = new Resources(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    private static final int PATIENCE_SECONDS = 150; // idle threads of the JDK's own pools live for a minute

    private static Resources now() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return new Resources(least >> 10, Thread.getAllStackTraces().size(), OpenFiles.count());
    }

    /** {@return the resources after idle threads and connections have ended} Waits until there are no more than before. */
    static Resources atRest(Resources before) throws InterruptedException {
        Resources now = now();
        for (int i = 0, calm = 0; i < PATIENCE_SECONDS && calm < 5; i++) {
            Thread.sleep(1_000);
            Resources next = now();
            boolean flat = next.threads == now.threads && next.files == now.files;
            calm = flat && next.threads <= before.threads && next.files <= before.files ? calm + 1 : 0;
            now = next;
        }
        System.out.println(now);
        return now;
    }
}
