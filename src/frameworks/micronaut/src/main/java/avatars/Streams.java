package avatars;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/** Publishes what is written to a stream, when it is requested. */
final class Streams {

    /** Writes to a stream. */
    interface Writer {
        void write(OutputStream stream) throws IOException;
    }

    private Streams() {}

    static Flux<byte[]> of(Writer writer) {
        return Flux.<byte[]>create(sink -> write(writer, sink)).subscribeOn(Schedulers.boundedElastic());
    }

    private static void write(Writer writer, FluxSink<byte[]> sink) {
        try {
            writer.write(new OutputStream() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    while (sink.requestedFromDownstream() == 0 && !sink.isCancelled()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    if (sink.isCancelled()) {
                        throw new IOException("The client has disconnected");
                    }
                    sink.next(Arrays.copyOfRange(bytes, offset, offset + length));
                }

                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }
            });
            sink.complete();
        } catch (Throwable e) {
            if (!sink.isCancelled()) {
                sink.error(e);
            }
        }
    }
}
