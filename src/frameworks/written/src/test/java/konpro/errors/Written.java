package konpro.errors;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Keeps whatever {@link EnvelopeJson} writes while tests run, in a file with a line for each envelope: the one that the system
 * property {@code written} names, if it is set.
 */
public final class Written implements LauncherSessionListener {

    private static final String FILE = System.getProperty("written");

    private static final Set<ByteBuffer> ENVELOPES = ConcurrentHashMap.newKeySet();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (FILE == null) {
            return;
        }
        ByteBuddyAgent.install();
        new ByteBuddy()
                .redefine(EnvelopeJson.class)
                .visit(Advice.to(Written.class).on(ElementMatchers.named("write")))
                .make()
                .load(EnvelopeJson.class.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
    }

    @Advice.OnMethodExit
    static void keep(@Advice.Return byte[] envelope) {
        add(envelope);
    }

    static void add(byte[] envelope) {
        ENVELOPES.add(ByteBuffer.wrap(envelope.clone()));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (FILE == null) {
            return;
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(FILE)))) {
            for (ByteBuffer envelope : ENVELOPES) {
                file.write(envelope.array());
                file.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
