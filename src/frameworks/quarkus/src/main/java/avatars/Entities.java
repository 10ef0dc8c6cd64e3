package avatars;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import contract.Avatars;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An exception while the request is read is the client's error; while the response is written, it is ours. */
@Provider
public class Entities implements ReaderInterceptor, WriterInterceptor {

    @Inject
    RoutingContext vertx;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            byte[] body = context.getInputStream().readNBytes(Avatars.MAX_BODY + 1);
            if (body.length > Avatars.MAX_BODY) {
                throw new ClientErrorException(413); // Quarkus's own limit has a response without a body
            }
            context.setInputStream(new ByteArrayInputStream(body));
            return context.proceed();
        } catch (InvalidDefinitionException ours) { // a class that Jackson cannot make
            throw ours;
        } catch (IOException exception) {
            throw new BadRequestException(exception);
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        Begun response = new Begun(context.getOutputStream());
        context.setOutputStream(response);
        try {
            context.proceed();
            response.flushed();
        } catch (Throwable exception) {
            if (!response.begun) {
                throw exception; // there will be an envelope
            }
            if (!(vertx.response().closed() && exception instanceof IOException)) {
                Errors.errors.respond(exception, vertx.request().getHeader("X-Request-Id")); // for the log
            }
            Future<Void> closed = vertx.request().connection().close(); // half a response must not look whole
            if (!Context.isOnEventLoopThread()) {
                closed.toCompletionStage().toCompletableFuture().join(); // before Quarkus ends the response
            }
        }
    }

    /** Begins the response when 8 KiB have been written, or when it is flushed. */
    private static final class Begun extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream first = new ByteArrayOutputStream();
        private boolean begun;

        Begun(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (begun) {
                out.write(bytes, offset, length);
                return;
            }
            first.write(bytes, offset, length);
            if (first.size() > 8192) {
                flushed();
            }
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            flushed();
            out.flush();
        }

        void flushed() throws IOException {
            if (!begun) {
                begun = true;
                first.writeTo(out);
            }
        }
    }
}
