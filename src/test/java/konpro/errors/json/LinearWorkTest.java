package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorLimits;
import konpro.errors.FieldViolation;
import konpro.errors.RemoteError;
import konpro.errors.testkit.LargeText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For any input, 16 times as much of it is about 16 times the work. */
@Tag("large")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what is quadratic would take an hour to fail
@SuppressWarnings("ReturnValueIgnored") // it is the work that counts
class LinearWorkTest {

    private static final ErrorLimits NO_LIMITS =
            new ErrorLimits(Integer.MAX_VALUE, Duration.ofSeconds(10), Duration.ofSeconds(120));

    // Reading

    @ParameterizedTest
    @EnumSource
    void readsAnyTextInLinearWork(LargeText large) {
        Work.assertLinear(large.size(), size -> {
            byte[] text = large.text(size).getBytes(UTF_8);
            return () -> read(text);
        });
    }

    private static void read(byte[] text) {
        try {
            JsonValue.parse(text);
        } catch (JsonParseException refused) {
            // that is work, too
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAnyTextWithinAnEnvelopeInLinearWork(LargeText large) {
        Work.assertLinear(large.size() / 32, size -> {
            String text = large.text(size);
            List<byte[]> envelopes = List.of(
                    envelope("\"details\":{\"any\":" + text + "}", ""),
                    envelope("\"details\":" + text, ""),
                    envelope("\"other\":" + text, ""),
                    envelope("\"message\":" + text, ""),
                    envelope("\"status\":400", "\"other\":" + text + ","));
            return () -> envelopes.forEach(ErrorEnvelope::find);
        });
    }

    @ParameterizedTest
    @EnumSource
    void readsAnyTextFromAnotherServerInLinearWork(LargeText large) {
        assertReadFromAnotherServerInLinearWork(large.size() / 32, size -> {
            String text = large.text(size);
            return List.of(
                    text.getBytes(UTF_8),
                    envelope("\"details\":{\"any\":" + text + "}", ""),
                    envelope("\"message\":" + text, ""));
        });
    }

    /** Of duplicates of an expected member, all are read, and the last one counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"details\":{}",
                "\"details\":{\"field\":\"a\",\"reason\":\"b\"}",
                "\"details\":{\"a\":\"ä\"}",
                "\"details\":null",
                "\"code\":\"B\"",
                "\"c\\u006fde\":\"B\"",
                "\"message\":\"ä\"",
                "\"other\":[[]]",
                "\"error\":{\"code\":\"B\"}"
            })
    void readsManyDuplicatesOfAnyMemberInLinearWork(String member) {
        assertReadFromAnotherServerInLinearWork(20_000, size -> {
            String members = (member + ",").repeat(size) + "\"end\":0";
            return List.of(envelope(members, ""), envelope("\"end\":0", members + ","));
        });
    }

    static String[] pages() {
        return "<title|<title>|<title>a| |\n|a|ä|\33[31m|\uFEFF|a |\0|\\|\"|{".split("\\|", -1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void readsAnyPageOfAnotherServerInLinearWork(String unit) {
        assertReadFromAnotherServerInLinearWork(50_000, size -> {
            String page = unit.repeat(size);
            return List.of(page.getBytes(UTF_8), ("<" + page).getBytes(UTF_8));
        });
    }

    private static void assertReadFromAnotherServerInLinearWork(int largest, IntFunction<List<byte[]>> input) {
        Work.assertLinear(largest, size -> {
            List<byte[]> bodies = input.apply(size);
            return () -> bodies.forEach(body -> {
                RemoteError error = RemoteError.of(500, Map.of(), body, NO_LIMITS);
                error.envelope();
                error.toString();
            });
        });
    }

    private static byte[] envelope(String members, String others) {
        return ("{\"error\":{\"code\":\"A\",\"message\":\"m\"," + members + "}," + others + "\"request_id\":\"r\"}")
                .getBytes(UTF_8);
    }

    // Values that were parsed, and that are built

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"ONE_LONG_NUMBER", "DEEP_(?!ELEMENTS).*", ".*WITHOUT_END"})
    void doesAnythingWithAParsedValueInLinearWork(LargeText large) {
        Work.assertLinear(large.size() / 32, size -> {
            byte[] text = large.text(size).getBytes(UTF_8);
            JsonValue one = JsonValue.parse(text);
            JsonValue other = JsonValue.parse(text);
            return () -> doEverything(one, other);
        });
    }

    private static void doEverything(JsonValue value, JsonValue same) {
        value.toBytes();
        value.toPrettyString();
        value.hashCode();
        check(value.equals(same));
        check(value.equals(JsonValue.of(value.toJava())));
        if (value instanceof JsonObject object) {
            object.with("more", 1);
            object.asMap().keySet().forEach(name -> check(object.tryGet(name).isPresent()));
            check(object.tryGet("none").isEmpty());
            check(object.asMap().equals(same.asMap()));
            check(object.equals(JsonObject.of(object.asMap())));
            ErrorEnvelope envelope = new ErrorEnvelope(new ApiError("A", "m", object), "req-1");
            check(envelope.equals(ErrorEnvelope.parse(envelope.toBytes())));
            envelope.toString();
        }
        if (value instanceof JsonArray array) {
            check(array.asList().equals(same.asList()));
            for (int i = 0; i < array.size(); i++) {
                array.get(i);
            }
        }
    }

    @Test
    void buildsObjectsOfManyMembersInLinearWork() {
        Work.assertLinear(50_000, size -> {
            Map<String, Object> map = numbered(size, i -> "name" + i);
            Object[] namesAndValues =
                    map.keySet().stream().flatMap(name -> Stream.of(name, 1)).toArray();
            return () -> check(
                    JsonObject.of(map).size() == JsonObject.of(namesAndValues).size());
        });
    }

    @Test
    void buildsObjectsOfNamesOfOneHashCodeInLinearWork() {
        Work.assertLinear(1 << 14, size -> {
            Map<String, Object> map = numbered(size, LargeText::colliding);
            return () -> check(JsonObject.of(map).equals(JsonValue.of(map)));
        });
    }

    private static Map<String, Object> numbered(int size, IntFunction<String> name) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(name.apply(i), i);
        }
        return map;
    }

    @Test
    void buildsArraysInLinearWork() {
        Work.assertLinear(50_000, size -> {
            int[] numbers = IntStream.range(0, size).toArray();
            List<String> strings =
                    IntStream.of(numbers).mapToObj(String::valueOf).toList();
            return () -> {
                JsonValue.of(numbers);
                JsonValue.of(strings);
            };
        });
    }

    @Test
    void listsViolationsInLinearWork() {
        Work.assertLinear(20_000, size -> {
            List<FieldViolation> violations = IntStream.range(0, size)
                    .mapToObj(i -> new FieldViolation("items[" + i + "]", "no"))
                    .toList();
            return () -> check(ApiError.invalid(violations).violations().equals(violations));
        });
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }

    /**
     * The cost of a task: processor time and memory, both of one thread, so that it hardly matters what else the machine is busy with.
     * (With -XX:+AlwaysPreTouch: the first use of a page takes its thread 2 to 30 microseconds.)
     *
     * @param nanos the time of one run
     * @param bytes the memory that one run allocates
     */
    private record Work(double nanos, double bytes) {

        private static final int FACTOR = 16;

        /** Linear: 16, and two or three times that where the smaller input fits into a cache. Quadratic: 256. */
        private static final double MAX_TIME = 100;

        /** Linear: 16, and twice that where an array has just been doubled. Quadratic: 256. */
        private static final double MAX_MEMORY = 40;

        /** Less is too little to be compared: what is refused at once, or never leaves the fastest cache. */
        private static final double MIN_NANOS = 50_000;

        private static final double MIN_BYTES = 10_000;

        private static final int TRIES = 8;
        private static final long WARM_UP = 10_000_000;
        private static final long MEASURABLE = 500_000;

        /**
         * Asserts that 16 times as much takes about 16 times the time and the memory, and not 256 times: the least of some tries each,
         * after a warm-up.
         *
         * @param size of the larger input
         * @param task makes an input of a size, and returns what to do with it
         */
        static void assertLinear(int size, IntFunction<Runnable> task) {
            Work small = leastOf(task.apply(size / FACTOR));
            Runnable large = task.apply(size);
            double time = Double.MAX_VALUE;
            double memory = Double.MAX_VALUE;
            for (int i = 0; i < TRIES && (time > MAX_TIME || memory > MAX_MEMORY); i++) {
                Work work = of(large, 1);
                time = Math.min(time, work.nanos / Math.max(small.nanos, MIN_NANOS));
                memory = Math.min(memory, work.bytes / Math.max(small.bytes, MIN_BYTES));
            }
            String growth = String.format(
                    Locale.ROOT, "%.1f times the time, %.1f times the memory, for 16 times as much", time, memory);
            assertTrue(time <= MAX_TIME && memory <= MAX_MEMORY, growth);
        }

        /** Repeats the task until it can be measured, and until the virtual machine has compiled it. */
        private static Work leastOf(Runnable task) {
            int rounds = 1;
            while (of(task, rounds).nanos * rounds < MEASURABLE) {
                rounds *= 2;
            }
            Work least = of(task, rounds);
            long start = thread("getCurrentThreadCpuTime");
            while (thread("getCurrentThreadCpuTime") - start < WARM_UP) {
                Work again = of(task, rounds);
                least = new Work(Math.min(least.nanos, again.nanos), Math.min(least.bytes, again.bytes));
            }
            return least;
        }

        private static Work of(Runnable task, int rounds) {
            long bytes = thread("getCurrentThreadAllocatedBytes");
            long nanos = thread("getCurrentThreadCpuTime");
            for (int i = 0; i < rounds; i++) {
                task.run();
            }
            nanos = thread("getCurrentThreadCpuTime") - nanos;
            bytes = thread("getCurrentThreadAllocatedBytes") - bytes;
            return new Work((double) nanos / rounds, (double) bytes / rounds);
        }

        /** By reflection: neither the module nor its tests require java.management. */
        private static long thread(String counter) {
            try {
                Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
                Object threads = factory.getMethod("getThreadMXBean").invoke(null);
                return (long) Class.forName("com.sun.management.ThreadMXBean")
                        .getMethod(counter)
                        .invoke(threads);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }
}
