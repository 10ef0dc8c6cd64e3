package avatars;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Makes a publisher of what is written by blocking code. */
final class Streams {

    private Streams() {}

    interface Writer {
        void write(OutputStream output) throws IOException;
    }

    static Flux<DataBuffer> of(Writer writer) {
        Publisher<DataBuffer> bytes = DataBufferUtils.outputStreamPublisher(
                output -> {
                    try {
                        writer.write(output);
                    } catch (IOException cancelled) {
                        throw new UncheckedIOException(cancelled);
                    }
                },
                DefaultDataBufferFactory.sharedInstance,
                Schedulers.boundedElastic()::schedule);
        return Flux.from(bytes);
    }
}
