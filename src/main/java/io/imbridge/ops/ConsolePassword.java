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
 * The present passwords of the user {@code console}.
 *
 * <p>A change of the file counts once it was seen twice, so a half-written file does not count. An unusable or missing
 * file leaves the passwords as they were: a lost or broken file never turns the password check off. Many threads may
 * ask it while one thread checks the file. It never shows a password, neither in a message nor in {@code toString}.
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
     * The accepted credentials at one moment.
     *
     * @param digests the digests of name and password together, one for each password; a comparison of digests
     *     reveals no length
     * @param header the header that one instance sends to another
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
     * @throws IllegalStateException when the file cannot be used
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

    /** Why a file has no password, as the rest of a sentence; empty if it has one. */
    static String fault(SecretFile.Content content) {
        return content.fault().isEmpty() && content.secrets().isEmpty() ? "has no password" : content.fault();
    }

    private static List<String> passwords(SecretFile.Content content) {
        return content.secrets().stream()
                .map(secret -> new String(secret, UTF_8))
                .distinct()
                .toList();
    }

    /**
     * Whether a request's {@code Authorization} has one of the passwords. It takes the same time wherever the first
     * difference is.
     */
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

    /** The {@code Authorization} with which one instance asks another. It uses the file's first password. */
    String header() {
        return current.header();
    }

    /** Checks the file again. */
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
