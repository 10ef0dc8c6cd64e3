package avatars;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The security of the application: knows the roles of a key. */
@Priority(Priorities.AUTHENTICATION)
public class BearerFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().equals("v1/secret")) {
            return;
        }
        String key = request.getHeaderString("Authorization");
        if (key == null || !key.matches("Bearer (admin|reader)")) {
            throw new NotAuthorizedException("Bearer realm=\"avatars\"");
        }
        request.setSecurityContext(new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return () -> "ada";
            }

            @Override
            public boolean isUserInRole(String role) {
                return key.endsWith(role);
            }

            @Override
            public boolean isSecure() {
                return false;
            }

            @Override
            public String getAuthenticationScheme() {
                return "Bearer";
            }
        });
    }
}
