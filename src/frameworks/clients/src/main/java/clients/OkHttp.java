package clients;

import java.io.IOException;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A call with OkHttp. */
final class OkHttp {

    private OkHttp() {}

    static String callOkHttp(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            if (response.code() >= 400) {
                byte[] body = response.body().byteStream().readNBytes(ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                throw RemoteError.of(response.code(), response.headers().toMultimap(), body)
                        .toException();
            }
            return response.body().string();
        }
    }
}
