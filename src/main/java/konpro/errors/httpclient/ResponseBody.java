package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.json.impl.Nullable;

/** The body of a response, whatever a body handler made of it: read as far as it is bytes or text, and always closed. */
final class ResponseBody {

    private static final int CHUNK = 8_192;
    private static final byte[] NO_BYTES = {};

    private ResponseBody() {}

    /** {@return the bytes until the end, an exception, the limit and one byte, or the deadline} */
    static byte[] read(@Nullable Object body, ErrorLimits limits) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof ErrorSubscriber subscriber) {
            return subscriber.bytes();
        }
        AutoCloseable closeable = closeable(body);
        return closeable == null ? NO_BYTES : read(closeable, body, limits);
    }

    /** Closes a body that is not going to be read. */
    static void close(@Nullable Object body) {
        AutoCloseable closeable = closeable(body);
        if (closeable != null) {
            start(() -> close(closeable));
        }
    }

    private static @Nullable AutoCloseable closeable(@Nullable Object body) {
        if (body instanceof AutoCloseable closeable) {
            return closeable;
        }
        return body instanceof Flow.Publisher<?> publisher ? () -> publisher.subscribe(new Canceller()) : null;
    }

    private static byte[] read(AutoCloseable closeable, @Nullable Object body, ErrorLimits limits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> closed = end.thenRunAsync(() -> close(closeable), ResponseBody::start);
        Deadline deadline = new Deadline();
        deadline.start(limits.bodyDeadline(), () -> end.complete(null)); // closing it ends a read that blocks
        try {
            Source source = source(body);
            long remaining = limits.maxBodyBytes() + 1L;
            byte[] piece;
            while (remaining > 0 && !deadline.isOver() && (piece = source.next()) != null) {
                bytes.write(piece, 0, (int) Math.min(piece.length, remaining));
                remaining -= piece.length;
            }
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) { // a GZIPInputStream, for one, also throws unchecked exceptions and StackOverflowErrors
            // the body ends here
        } finally {
            end.complete(null);
            deadline.await(closed);
        }
        return bytes.toByteArray();
    }

    /** What is read from a body, piece by piece. */
    private interface Source {
        /** {@return the next bytes, or null at the end} */
        byte @Nullable [] next() throws Exception;
    }

    private static Source source(@Nullable Object body) {
        if (body instanceof InputStream in) {
            byte[] chunk = new byte[CHUNK];
            return () -> {
                int length = in.read(chunk);
                return length < 0 ? null : Arrays.copyOf(chunk, length);
            };
        }
        if (body instanceof Stream<?> stream) {
            Iterator<?> text =
                    stream.flatMap(line -> Stream.of("\n", line)).skip(1).iterator();
            return () -> text.hasNext() ? ((String) text.next()).getBytes(StandardCharsets.UTF_8) : null;
        }
        return () -> null;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Throwable e) {
            // there is nothing left to do with it
        }
    }

    /** Not on a thread of a pool: closing may block, and all threads of the pool may wait for bodies to be closed. */
    private static void start(Runnable task) {
        Thread thread = new Thread(null, task, "konpro.errors-close", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    /** Cancels what it subscribes to. */
    private static final class Canceller implements Flow.Subscriber<Object> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(Object item) {}

        @Override
        public void onError(Throwable e) {}

        @Override
        public void onComplete() {}
    }
}
