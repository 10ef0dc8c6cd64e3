package avatars;

import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import org.reactivestreams.Publisher;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;
import reactor.netty.channel.ChannelOperations;
import tools.jackson.databind.json.JsonMapper;

/** Every error of a reactive application, whoever finds it: a handler, Spring, Spring Security or a filter. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Errors implements ErrorWebExceptionHandler, WebFilter {
    private final ErrorMapper errors;
    private final JsonMapper json;

    Errors(ErrorMapper errors, JsonMapper json) {
        this.errors = errors;
        this.json = json;
    }

    /** Some of Spring Security, and some handlers, set a status and send no body. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Watched response = new Watched(exchange.getResponse());
        return chain.filter(exchange.mutate().response(response).build())
                .then(Mono.defer(() -> response.isErrorWithoutBody()
                        ? Mono.error(new ApiException(
                                ErrorType.ofStatus(response.getStatusCode().value())))
                        : Mono.empty()));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable exception) {
        boolean isIo = causes(exception).anyMatch(x -> x instanceof IOException || x instanceof AbortedException);
        if (!isIo) {
            return send(exchange, exception);
        }
        Channel channel = channel(exchange.getResponse());
        return Mono.defer(() ->
                        channel.isActive() ? send(exchange, exception) : Mono.<Void>empty()) // is the client there?
                .subscribeOn(Schedulers.fromExecutor(channel.eventLoop())); // where Netty is closing it now
    }

    private Mono<Void> send(ServerWebExchange exchange, Throwable exception) {
        ServerHttpResponse response = exchange.getResponse();
        ErrorResponse springs = exception instanceof ErrorResponse x ? x : null;
        String requestId = exchange.getRequest().getHeaders().getFirst("X-Request-Id");
        var error = springs == null || springs.getStatusCode().isError()
                ? errors.respond(translated(exception), requestId)
                : null;
        if (response.isCommitted()) { // half a response must not look whole
            channel(response).close();
            return Mono.empty();
        }
        HttpHeaders headers = response.getHeaders();
        for (String name : List.copyOf(headers.headerNames())) { // those that describe the content that is not sent
            if (name.matches("(?i)content-(?!security).*|etag|last-modified|accept-ranges|expires")) {
                headers.remove(name);
            }
        }
        if (springs != null) { // as Allow
            headers.addAll(springs.getHeaders());
            response.setStatusCode(springs.getStatusCode());
        }
        if (error == null) {
            return response.setComplete();
        }
        response.setRawStatusCode(error.status());
        String challenge = headers.getFirst("WWW-Authenticate");
        error.headers().forEach(headers::set);
        if (challenge != null) {
            headers.set("WWW-Authenticate", challenge);
        } // Spring Security's
        byte[] body = error.body();
        headers.setContentLength(body.length);
        return skipBody(exchange.getRequest())
                .then(Mono.defer(() ->
                        response.writeWith(Mono.just(response.bufferFactory().wrap(body)))));
    }

    /** Some clients lose a response that they receive while they are still sending. A body that was read is not read again. */
    private static Mono<Void> skipBody(ServerHttpRequest request) {
        if (request.getHeaders().containsHeader("Expect")) {
            return Mono.empty();
        } // it waits, and sends nothing
        AtomicLong left = new AtomicLong(8 << 20);
        return request.getBody()
                .take(Duration.ofSeconds(10))
                .takeWhile(x -> {
                    long rest = left.addAndGet(-x.readableByteCount());
                    DataBufferUtils.release(x);
                    return rest > 0;
                })
                .onErrorComplete()
                .then();
    }

    /** An ApiException always wins; what is a bug of ours stays as it is. */
    private Throwable translated(Throwable exception) {
        if (causes(exception).anyMatch(ApiException.class::isInstance)) {
            return exception;
        }
        ApiException found = Violations.find(exception, json);
        if (exception instanceof MissingRequestValueException x) {
            found = ApiException.invalid(x.getName(), "Is missing");
        } else if (exception instanceof ServerWebInputException x && x.getCause() instanceof TypeMismatchException) {
            found = ApiException.invalid(Violations.nameOf(x.getMethodParameter(), ""), Violations.WRONG_TYPE);
        } else if (found == null && statusOf(exception) != 500) {
            found = new ApiException(ErrorType.ofStatus(statusOf(exception)));
        }
        return found == null ? exception : found.initCause(exception);
    }

    private static int statusOf(Throwable exception) {
        if (exception instanceof ErrorResponse x) {
            return x.getStatusCode().value();
        }
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
        return status == null ? 500 : status.code().value();
    }

    private static Channel channel(ServerHttpResponse response) {
        ChannelOperations<?, ?> operations = ServerHttpResponseDecorator.getNativeResponse(response);
        return operations.channel();
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).limit(100);
    }

    /** Knows whether it has a body. */
    private static final class Watched extends ServerHttpResponseDecorator {
        private boolean hasBody;

        Watched(ServerHttpResponse response) {
            super(response);
        }

        boolean isErrorWithoutBody() {
            HttpStatusCode status = getStatusCode();
            return status != null && status.isError() && !hasBody && !isCommitted();
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            hasBody = true;
            return super.writeWith(body);
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            hasBody = true;
            return super.writeAndFlushWith(body);
        }

        @Override
        public Mono<Void> setComplete() {
            return isErrorWithoutBody() ? Mono.empty() : super.setComplete();
        }
    }
}
