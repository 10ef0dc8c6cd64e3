package avatars;

import contract.Avatars;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Jakarta REST has no limit of its own. */
public class MaxBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readNBytes(Avatars.MAX_BODY + 1);
        if (body.length > Avatars.MAX_BODY) {
            throw new ClientErrorException(413);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}
