package adapter;

import java.net.http.HttpResponse;
import konpro.errors.RemoteError;
import konpro.errors.httpclient.HttpErrors;

class Client {
    RemoteError read(HttpResponse<byte[]> response) {
        return HttpErrors.read(response);
    }
}
