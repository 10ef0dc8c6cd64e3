import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;

/** Exceptions turned into responses, for a framework that the record at the end stands for. */
class AnyFramework {

    static final ErrorMapper errors = ErrorMapper.builder()
            .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(TooMany.class, x -> ApiException.invalid("quantity", "Must be at most " + x.inStock))
            .onFailure((response, cause) -> log(response.envelope().requestId(), cause))
            .build();

    public static void main(String[] args) throws IOException {
        serve(() -> {
            throw new TooMany(2);
        });
        serve(() -> {
            throw new OrderNotFound();
        });
        serve(() -> {
            throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                    .detail("limit", 10)
                    .retryAfter(Duration.ofSeconds(30));
        });
        serve(() -> {
            throw new IllegalStateException("password=secret");
        });
        // What a framework's own router has decided keeps its status.
        serve(() -> {
            throw new ApiException(ErrorType.ofStatus(405), "Only GET and POST");
        });
    }

    /** What a framework's exception handler looks like. */
    static void handle(Throwable exception, String requestId, Response out) throws IOException {
        ErrorResponse response = errors.respond(exception, requestId);
        out.setStatus(response.status());
        response.headers().forEach(out::setHeader);
        out.getOutputStream().write(response.body());
    }

    static void serve(Runnable handler) throws IOException {
        Response out = new Response(new TreeMap<>(), new ByteArrayOutputStream());
        try {
            handler.run();
        } catch (RuntimeException exception) {
            handle(exception, "req-123456", out);
        }
        System.out.println(out.fields());
        System.out.println(out.body());
    }

    static void log(String requestId, Throwable cause) {
        System.out.println("log: " + requestId + " " + cause.getClass().getSimpleName());
    }

    static class OrderNotFound extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int inStock;

        TooMany(int inStock) {
            this.inStock = inStock;
        }
    }

    record Response(Map<String, String> fields, ByteArrayOutputStream body) {

        void setStatus(int status) {
            fields.put("status", Integer.toString(status));
        }

        void setHeader(String name, String value) {
            fields.put(name, value);
        }

        OutputStream getOutputStream() {
            return body;
        }
    }
}
