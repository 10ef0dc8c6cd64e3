package avatars;

import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Half a response, which must not look whole: Javalin ends it after any exception, so its connection is closed before. */
final class HalfResponse {

    /** For an exception of a stream that is the result: Javalin only logs it and sets the status. */
    static void install(JavalinConfig config) {
        config.jetty.modifyServletContextHandler(handler ->
                handler.addFilter(new FilterHolder(HalfResponse::filter), "/*", EnumSet.of(DispatcherType.REQUEST)));
    }

    private static void filter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {
            @Override
            public void setStatus(int status) {
                if (status == 500 && isCommitted()) {
                    breakConnection(request);
                }
                super.setStatus(status);
            }
        });
    }

    /** What Javalin still writes is discarded. */
    static void breakConnection(ServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
