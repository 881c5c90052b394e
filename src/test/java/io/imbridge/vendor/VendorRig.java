package io.imbridge.vendor;

import io.imbridge.testkit.VendorStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How tests ask the vendor's stand-in. */
final class VendorRig {
    static final String APP = "1400000000";
    static final String KEY = "a-secret-key-of-nobody";
    static final VendorApi.Retries FAST = new VendorApi.Retries(4, Duration.ofMillis(8), Duration.ofMillis(50));

    private VendorRig() {}

    static VendorApi api(VendorStandIn vendor, Path directory, int perSecond) {
        VendorSettings.App app = app(vendor.url(), key(directory, KEY));
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        RestCall call = new RestCall(client, APP, app, Duration.ofSeconds(2), Clock.systemUTC());
        return new VendorApi(call, app, perSecond, FAST);
    }

    static VendorSettings settings(VendorStandIn vendor, Path directory, int perSecond) {
        VendorSettings.App app = app(vendor.url(), key(directory, KEY));
        return new VendorSettings() {
            @Override
            public Map<String, App> apps() {
                return Map.of(APP, app);
            }

            @Override
            public int requestsPerSecond() {
                return perSecond;
            }

            @Override
            public Path directory() {
                return directory.resolve("state");
            }
        };
    }

    /** Writes the file of a key. */
    static Path key(Path directory, String key) {
        try {
            return Files.writeString(directory.resolve("key"), key + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static VendorSettings.App app(String url, Path key) {
        return new VendorSettings.App() {
            @Override
            public Optional<Path> secretKeyFile() {
                return Optional.of(key);
            }

            @Override
            public String administrator() {
                return "administrator";
            }

            @Override
            public Optional<List<String>> customFields() {
                return Optional.of(List.of("level", "city"));
            }

            @Override
            public String url() {
                return url;
            }
        };
    }
}
