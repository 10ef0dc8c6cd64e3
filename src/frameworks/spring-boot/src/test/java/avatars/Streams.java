package avatars;

import contract.AvatarNotFound;
import contract.Avatars;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Responses that are written later, or bit by bit, and what is thrown then. */
@RestController
@RequestMapping("/streams")
class Streams {

    @GetMapping("/half")
    void half(HttpServletResponse response) throws IOException {
        Avatars.half(response.getOutputStream());
    }

    @GetMapping("/described")
    void described(HttpServletResponse response) {
        response.setHeader("Content-Encoding", "gzip");
        response.setHeader("ETag", "\"1\"");
        response.setHeader("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
        throw new AvatarNotFound(8);
    }

    /** It says how long it would have been. */
    @GetMapping("/half-typed")
    void halfTyped(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLength(1 << 20);
        Avatars.half(response.getOutputStream());
    }

    @GetMapping("/half-later")
    StreamingResponseBody halfLater() {
        return Avatars::half;
    }

    @GetMapping("/half-json")
    List<Avatars.Writable> halfJson() {
        return Avatars.unwritable(1000);
    }

    @GetMapping("/half-events")
    SseEmitter halfEvents() throws IOException {
        SseEmitter emitter = new SseEmitter();
        emitter.send("one");
        CompletableFuture.runAsync(() -> emitter.completeWithError(new IllegalStateException(Avatars.SECRET)));
        return emitter;
    }

    /** It has sent something when its time is over. */
    @GetMapping("/half-timeout")
    SseEmitter halfTimeout() throws IOException {
        SseEmitter emitter = new SseEmitter(100L);
        emitter.send("one");
        return emitter;
    }

    @GetMapping("/endless-events")
    SseEmitter endlessEvents() {
        SseEmitter emitter = new SseEmitter(0L);
        CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 1 << 14; i++) {
                    emitter.send("e".repeat(1 << 16));
                }
            } catch (IOException | IllegalStateException disconnected) {
                emitter.completeWithError(disconnected); // as many do
            } finally {
                SpringContract.ENDED.incrementAndGet();
            }
        });
        return emitter;
    }

    @GetMapping("/early")
    StreamingResponseBody early() {
        return output -> {
            output.write('h'); // which is buffered
            throw new IllegalStateException(Avatars.SECRET);
        };
    }

    @GetMapping("/early-events")
    ResponseBodyEmitter earlyEvents() {
        ResponseBodyEmitter emitter = new ResponseBodyEmitter();
        emitter.completeWithError(new IllegalStateException(Avatars.SECRET));
        return emitter;
    }

    @GetMapping("/early-later")
    DeferredResult<String> earlyLater() {
        DeferredResult<String> result = new DeferredResult<>();
        CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException(Avatars.SECRET)));
        return result;
    }

    @GetMapping("/early-refused")
    Callable<String> earlyRefused() {
        return () -> {
            throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofSeconds(1));
        };
    }

    @GetMapping("/timeout")
    DeferredResult<String> timeout() {
        return new DeferredResult<>(100L);
    }
}
