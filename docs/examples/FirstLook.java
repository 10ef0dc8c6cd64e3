import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;

/** The server and the client that the README shows first. */
class FirstLook {

    static void serve(HttpServer server) {
        ErrorMapper errors = ErrorMapper.builder().build();
        var avatars = server.createContext("/v1/avatars", exchange -> {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                    .detail("field", "avatar_id")
                    .detail("reason", "Avatar ID is required");
        });
        ErrorFilter.install(avatars, errors);
    }

    static String call(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        try {
            return HttpErrors.send(client, request, BodyHandlers.ofString()).body();
        } catch (RemoteApiException e) {
            return e.getMessage(); // GET https://api.konpro.com/v1/avatars: 400 INVALID_REQUEST: The request …
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server);
        server.start();
        try {
            HttpClient client = HttpClient.newHttpClient();
            int port = server.getAddress().getPort();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/avatars"))
                    .header("X-Request-Id", "req-123456")
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            System.out.println(response.body());
            System.out.println(call(client, request).replace("" + port, "PORT"));
        } finally {
            server.stop(0);
        }
    }
}
