package konpro.errors.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.httpclient.HttpErrors;

/** The four roads on which a client hears of errors. */
enum Road {
    SEND {
        @Override
        Heard success(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception {
            HttpResponse<String> response = HttpErrors.send(client, request, BodyHandlers.ofString(), limits);
            return heard(response, response.body());
        }
    },
    SEND_ASYNC {
        @Override
        Heard success(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception {
            HttpResponse<String> response = HttpErrors.sendAsync(client, request, BodyHandlers.ofString(), limits)
                    .get();
            return heard(response, response.body());
        }
    },
    OR_THROW {
        @Override
        Heard success(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception {
            HttpResponse<Supplier<String>> response =
                    client.send(request, HttpErrors.orThrow(BodyHandlers.ofString(), limits));
            return heard(response, response.body().get());
        }
    },
    READ {
        @Override
        Heard success(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                throw HttpErrors.read(response, limits).toException();
            }
            try (InputStream in = response.body()) {
                return heard(response, new String(in.readAllBytes(), UTF_8));
            }
        }
    };

    /** {@return the answer, if it is a success} */
    abstract Heard success(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception;

    Heard call(HttpClient client, HttpRequest request, ErrorLimits limits) throws Exception {
        try {
            return success(client, request, limits);
        } catch (RemoteApiException | IOException e) {
            return new Heard(this, 0, null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemoteApiException || e.getCause() instanceof IOException) {
                return new Heard(this, 0, null, (Exception) e.getCause());
            }
            throw e;
        }
    }

    Heard heard(HttpResponse<?> response, String body) {
        return new Heard(this, response.statusCode(), body, null);
    }
}
