package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tencentyun.TLSSigAPIv2;
import io.imbridge.callback.SecretFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the signature (UserSig) of an app's administrator, with the vendor's own library.
 *
 * <p>It reads the key's file again for each signature. A replaced key counts within ten minutes, or as soon as the
 * vendor refuses a signature of the old key. No message contains a key or a signature.
 */
final class Signatures {
    private static final Duration VALID = Duration.ofDays(1);
    private static final Duration USED = Duration.ofMinutes(10);

    private final long sdkAppId;
    private final VendorSettings.App app;
    private final Clock clock;

    private @Nullable String current;
    private Instant madeAt = Instant.EPOCH;

    Signatures(String sdkAppId, VendorSettings.App app, Clock clock) {
        this.sdkAppId = Long.parseLong(sdkAppId);
        this.app = app;
        this.clock = clock;
    }

    /** Why an app's key cannot be read; empty if it can. */
    static String fault(VendorSettings.App app) {
        Path file = app.secretKeyFile().orElse(null);
        if (file == null) {
            return "there is no file of the secret key";
        }
        SecretFile.Content content = new SecretFile(file).read();
        String fault = content.fault().isEmpty() ? "has no key" : content.fault();
        return content.secrets().isEmpty() ? file + " " + fault : "";
    }

    /**
     * Returns a signature that is valid for a while.
     *
     * @throws VendorException when the key's file cannot be used
     */
    synchronized String get() throws VendorException {
        Instant now = clock.instant();
        String made = current;
        if (made == null || Duration.between(madeAt, now).abs().compareTo(USED) > 0) {
            List<byte[]> keys = app.secretKeyFile()
                    .map(file -> new SecretFile(file).read().secrets())
                    .orElse(List.of());
            if (keys.isEmpty()) {
                throw new VendorException(VendorException.Kind.SIGNATURE, "no signature can be made: " + fault(app));
            }
            String key = new String(keys.get(0), UTF_8);
            made = new TLSSigAPIv2(sdkAppId, key).genUserSig(app.administrator(), VALID.toSeconds());
            current = made;
            madeAt = now;
        }
        return made;
    }

    /** The vendor did not accept this signature. */
    synchronized void refused(String signature) {
        if (signature.equals(current)) {
            current = null;
        }
    }
}
