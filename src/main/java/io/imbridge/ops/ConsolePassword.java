package io.imbridge.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.SecretFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of the user {@code console} as of now.
 *
 * <p>A change of the file counts once it has been seen twice, so one that is being written does not. A file that cannot be
 * used, or is gone, leaves them as they were: a port that asks for a password never stops to. May be asked by many threads
 * while one looks. Never shows one: not in a message, not in {@code toString}.
 */
final class ConsolePassword {
    private static final Logger LOG = Logger.getLogger(ConsolePassword.class);
    private static final String USER = "console:";
    private static final String SCHEME = "basic ";

    private final SecretFile file;
    private List<String> seen;
    private String told = "";
    private volatile Accepted current;

    /**
     * What is accepted at one moment.
     *
     * @param digests of name and password, each: so that a comparison tells nothing of a length
     * @param header what an instance shows another
     */
    private record Accepted(List<String> passwords, List<byte[]> digests, String header) {
        static Accepted of(List<String> passwords) {
            return new Accepted(
                    passwords,
                    passwords.stream()
                            .map(password -> sha256((USER + password).getBytes(UTF_8)))
                            .toList(),
                    "Basic " + Base64.getEncoder().encodeToString((USER + passwords.get(0)).getBytes(UTF_8)));
        }
    }

    /**
     * Reads the file for the first time.
     *
     * @throws IllegalStateException when it cannot be used
     */
    ConsolePassword(SecretFile file) {
        this.file = file;
        SecretFile.Content content = file.read();
        String fault = fault(content);
        if (!fault.isEmpty()) {
            throw new IllegalStateException("the password file " + file.path() + " " + fault);
        }
        this.seen = passwords(content);
        this.current = Accepted.of(seen);
    }

    /** Why there is no password in a file, as the rest of a sentence; empty where there is. */
    static String fault(SecretFile.Content content) {
        return content.fault().isEmpty() && content.secrets().isEmpty() ? "has no password" : content.fault();
    }

    private static List<String> passwords(SecretFile.Content content) {
        return content.secrets().stream()
                .map(secret -> new String(secret, UTF_8))
                .distinct()
                .toList();
    }

    /** Whether a request's {@code Authorization} has it. Takes the same time wherever the difference lies. */
    boolean isIn(String authorization) {
        byte[] given = credentials(authorization);
        if (given == null) {
            return false;
        }
        byte[] digest = sha256(given);
        boolean fits = false;
        for (byte[] accepted : current.digests()) {
            fits |= MessageDigest.isEqual(digest, accepted);
        }
        return fits;
    }

    /** The {@code Authorization} with which one instance asks another: the file's first password. */
    String header() {
        return current.header();
    }

    /** Looks at the file, once more. */
    void look() {
        SecretFile.Content content = file.read();
        String fault = fault(content);
        if (!fault.equals(told) && !fault.isEmpty()) {
            LOG.warnf("Password file not usable file=%s reason=%s", file.path(), fault);
        }
        told = fault;
        if (!fault.isEmpty()) {
            return;
        }
        List<String> found = passwords(content);
        boolean isSeenTwice = found.equals(seen);
        seen = found;
        if (isSeenTwice && !seen.equals(current.passwords())) {
            current = Accepted.of(seen);
            LOG.infof("Password of the console changed passwords=%d", seen.size());
        }
    }

    private static byte @Nullable [] credentials(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    @Override
    public String toString() {
        return "ConsolePassword[" + current.passwords().size() + "]";
    }
}
