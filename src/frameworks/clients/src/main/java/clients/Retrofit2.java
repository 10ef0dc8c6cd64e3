package clients;

import java.io.IOException;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.HEAD;
import retrofit2.http.Header;
import retrofit2.http.Url;

/** A call with Retrofit. */
final class Retrofit2 {

    interface Avatars {

        @GET
        Call<ResponseBody> get(@Url String uri, @Header("X-Request-Id") String requestId);

        @HEAD
        Call<Void> head(@Url String uri, @Header("X-Request-Id") String requestId);
    }

    static final Avatars AVATARS = new Retrofit.Builder()
            .client(limitingErrors(new OkHttpClient.Builder()).build())
            .baseUrl("http://localhost/")
            .build()
            .create(Avatars.class);

    private Retrofit2() {}

    static <T> T callRetrofit(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        if (!response.isSuccessful()) {
            byte[] body = response.errorBody().bytes(); // can be read once
            throw RemoteError.of(response.code(), response.headers().toMultimap(), body)
                    .toException();
        }
        return response.body();
    }

    static OkHttpClient.Builder limitingErrors(OkHttpClient.Builder builder) {
        return builder.addInterceptor(chain -> {
            okhttp3.Response response = chain.proceed(chain.request());
            if (response.code() < 400) {
                return response;
            }
            try (response) {
                ResponseBody body = response.peekBody(ErrorLimits.DEFAULT.maxBodyBytes() + 1);
                return response.newBuilder().body(body).build();
            }
        });
    }
}
