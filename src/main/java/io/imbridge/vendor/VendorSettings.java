package io.imbridge.vendor;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration under {@code bridge.vendor}. */
@ConfigMapping(prefix = "bridge.vendor")
public interface VendorSettings {
    /** The apps whose REST API may be asked, by SDKAppID. */
    Map<String, App> apps();

    /** How many requests a second each call of an app may make; the list of groups may make one. */
    @WithDefault("20")
    int requestsPerSecond();

    /** Where the progress of a read of all groups is kept. */
    @WithDefault("data/vendor")
    Path directory();

    /** The settings of one app. */
    interface App {
        /** A file whose first line is the app's secret key. It is read again for each signature. */
        Optional<Path> secretKeyFile();

        /** An administrator of the app. */
        @WithDefault("administrator")
        String administrator();

        /** The keys of the groups' custom fields to ask for; the vendor returns no others. */
        Optional<List<String>> customFields();

        /** The vendor's host for the app's region. */
        @WithDefault("https://console.tim.qq.com")
        String url();
    }

    /** The settings that must be fixed before the service can start; they never contain a key. */
    default List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        apps().forEach((id, app) -> {
            String key = "bridge.vendor.apps.\"" + id + "\"";
            if (!id.matches("[0-9]{1,18}")) {
                mistakes.add(
                        Mistake.of("A key under bridge.vendor.apps (BRIDGE_VENDOR_APPS__<SDKAppID>_) is no SDKAppID:"
                                + " those are numbers."));
            }
            String fault = Signatures.fault(app);
            if (!fault.isEmpty()) {
                mistakes.add(Mistake.of(key + ".secret-key-file: " + fault + "."));
            }
            if (!isUrl(app.url())) {
                mistakes.add(Mistake.inValue(key + ".url", "must begin with https:// and have no path"));
            }
        });
        if (requestsPerSecond() < 1 || requestsPerSecond() > 10_000) {
            mistakes.add(Mistake.inValue("bridge.vendor.requests-per-second", "must be 1 to 10000"));
        }
        return mistakes;
    }

    /**
     * Whether a text is a permitted URL. Each request contains the signature, so only this machine may be asked without
     * TLS.
     */
    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            boolean isLocal = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(url.getHost()));
            boolean isSafe = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isLocal);
            return isSafe
                    && url.getHost() != null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawQuery() == null
                    && url.getRawUserInfo() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
