package clients;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A call with Apache HttpClient 5. */
final class HttpClient5 {

    private HttpClient5() {}

    static String callHttpClient(HttpClient client, HttpUriRequestBase request) throws IOException {
        return client.execute(request, response -> {
            HttpEntity entity = response.getEntity();
            if (response.getCode() >= 400) {
                Map<String, List<String>> headers = Arrays.stream(response.getHeaders())
                        .collect(groupingBy(Header::getName, mapping(Header::getValue, toList())));
                int limit = ErrorLimits.DEFAULT.maxBodyBytes();
                byte[] body = entity == null ? null : entity.getContent().readNBytes(limit + 1);
                if (body != null && body.length > limit) {
                    request.cancel(); // or the client would read the rest, however long
                }
                throw RemoteError.of(response.getCode(), headers, body).toException();
            }
            return entity == null ? "" : EntityUtils.toString(entity);
        });
    }
}
