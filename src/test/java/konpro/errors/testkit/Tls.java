package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A version of TLS. The certificate is made for this run. */
public enum Tls {
    V1_2("TLSv1.2"),
    V1_3("TLSv1.3");

    private static final SSLContext CONTEXT = context();

    private final String protocol;

    Tls(String protocol) {
        this.protocol = protocol;
    }

    SSLContext sslContext() {
        return CONTEXT;
    }

    SSLSocket over(Socket tcp) throws IOException {
        SSLSocket socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), false);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        assertEquals(protocol, socket.getSession().getProtocol());
        return socket;
    }

    private static SSLContext context() {
        try {
            Path folder = Files.createTempDirectory("tls");
            Path file = folder.resolve("keys.p12");
            String options = "-genkeypair -keyalg EC -dname CN=localhost -storepass secret -keystore %s";
            JdkTools.ofThisJdk().run("keytool", options, file).succeeds();
            KeyStore keys = KeyStore.getInstance(file.toFile(), "secret".toCharArray());
            Files.delete(file);
            Files.delete(folder);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, "secret".toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
