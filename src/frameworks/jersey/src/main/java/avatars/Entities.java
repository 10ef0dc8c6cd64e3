package avatars;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.internal.process.MappableException;

/** An exception while the request is read is the client's error; while the response is written, it is ours. */
@Priority(0)
public class Entities implements ContainerResponseFilter, ReaderInterceptor, WriterInterceptor {

    private final Provider<Request> connection;

    @Inject
    public Entities(Provider<Request> connection) {
        this.connection = connection;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (IOException | ProcessingException exception) {
            Throwable thrown = thrown(exception);
            boolean readable = !(thrown instanceof InvalidDefinitionException); // a class that Jackson cannot make
            if (readable && (thrown instanceof IOException || thrown instanceof ProcessingException)) {
                throw new BadRequestException(thrown);
            }
            throw exception;
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        request.setProperty("response", response);
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } catch (Throwable exception) {
            if (!(context.getProperty("response") instanceof ContainerResponse x && x.isCommitted())) {
                throw exception; // there will be an envelope
            }
            Throwable thrown = thrown(exception);
            Request request = connection.get();
            if (request.getRequest().getConnection().isOpen() || !(thrown instanceof IOException)) {
                Errors.errors.respond(thrown, request.getHeader("X-Request-Id")); // for the log
            }
            request.getRequest().getConnection().terminateSilently(); // half a response must not look whole
        }
    }

    private static Throwable thrown(Throwable exception) {
        return exception instanceof MappableException ? exception.getCause() : exception;
    }
}
