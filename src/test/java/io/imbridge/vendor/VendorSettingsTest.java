package io.imbridge.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorSettingsTest {
    private static final String APP = "bridge.vendor.apps.1400000000.";

    @TempDir
    private Path directory;

    @Test
    void with_a_key_all_else_has_a_default() throws Exception {
        VendorSettings settings = settings(Map.of(APP + "secret-key-file", key("hush")));

        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.requestsPerSecond()).isEqualTo(20);
        assertThat(settings.apps().get("1400000000").administrator()).isEqualTo("administrator");
        assertThat(settings.apps().get("1400000000").url()).isEqualTo("https://console.tim.qq.com");
        assertThat(settings(Map.of()).mistakes()).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_without_the_key() throws Exception {
        assertThat(mistakes(Map.of(APP + "administrator", "root"))).containsExactly("""
            bridge.vendor.apps."1400000000".secret-key-file: there is no file of the secret key.""");
        assertThat(mistakes(Map.of(APP + "secret-key-file", key("\n"))))
                .singleElement()
                .asString()
                .endsWith("/key has no key.");
        assertThat(mistakes(Map.of("bridge.vendor.requests-per-second", "0"))).containsExactly("must be 1 to 10000");
        assertThat(mistakes(Map.of("bridge.vendor.apps.hush.secret-key-file", key("k"))))
                .singleElement()
                .asString()
                .contains("no SDKAppID")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "https://adminapisgp.im.qcloud.com, true",
        "https://adminapisgp.im.qcloud.com/, true",
        "https://proxy.example.com:8443, true",
        "http://localhost:8080, true",
        "http://127.0.0.1:8080, true",
        "http://adminapisgp.im.qcloud.com, false",
        "http://localhost.example.com, false",
        "https://adminapisgp.im.qcloud.com/v4, false",
        "https://user:pass@example.com, false",
        "adminapisgp.im.qcloud.com, false"
    })
    void only_this_machine_is_asked_without_tls(String url, boolean isRight) throws Exception {
        assertThat(mistakes(Map.of(APP + "secret-key-file", key("k"), APP + "url", url))
                        .isEmpty())
                .isEqualTo(isRight);
    }

    private String key(String text) throws Exception {
        return Files.writeString(directory.resolve("key"), text).toString();
    }

    private static List<String> mistakes(Map<String, String> properties) {
        return settings(properties).mistakes().stream()
                .map(mistake -> mistake.right())
                .toList();
    }

    private static VendorSettings settings(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(properties)
                .withMapping(VendorSettings.class)
                .build()
                .getConfigMapping(VendorSettings.class);
    }
}
