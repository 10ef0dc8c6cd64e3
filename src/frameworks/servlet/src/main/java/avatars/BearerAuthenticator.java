package avatars;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Jetty's security with an API key. It responds before any filter, as that for Basic authentication does. */
final class BearerAuthenticator extends LoginAuthenticator {

    @Override
    public String getAuthenticationType() {
        return "BEARER";
    }

    @Override
    public AuthenticationState validateRequest(Request request, Response response, Callback callback) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null && authorization.startsWith("Bearer ")) {
            String key = authorization.substring("Bearer ".length());
            UserIdentity user = login(key, key, request, response);
            if (user != null) {
                return new UserAuthenticationSucceeded(getAuthenticationType(), user);
            }
        }
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"avatars\"");
        Response.writeError(request, response, callback, 401);
        return AuthenticationState.SEND_FAILURE;
    }
}
