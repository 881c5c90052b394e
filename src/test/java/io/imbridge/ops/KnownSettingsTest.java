package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.TopicNames;
import io.imbridge.publish.PublishSettings;
import io.imbridge.testkit.Page;
import io.imbridge.vendor.VendorSettings;
import io.imbridge.verify.VerifySettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {
    @Test
    void they_are_those_of_the_page_of_the_configuration_with_their_variables() {
        Page page = Page.of("docs/configuration.md");
        Map<String, String> rows = page.table("Key").stream()
                .filter(row -> row.get(0).startsWith("`bridge."))
                .collect(Collectors.toMap(row -> Page.code(row.get(0)), row -> Page.code(row.get(1))));

        assertThat(KnownSettings.OURS.stream().collect(Collectors.toMap(Setting::shown, Setting::shownVariable)))
                .as(page.where("Key"))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.receive.read-timeout",
                "bridge.verify.app-ids",
                "bridge.verify.app-ids[0]",
                "bridge.verify.allowed-addresses[12]",
                "bridge.verify.tokens.1400000000",
                "bridge.vendor.apps.1400000000.secret-key-file",
                "bridge.vendor.apps.\"1400000000\".url",
                "bridge.publish.topics.\"Group.CallbackAfterCreateTopic\"",
                "bridge.publish.topics.Group.CallbackAfterCreateTopic"
            })
    void a_property_that_means_something_is_known(String property) {
        assertThat(ours(property)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.receive.readTimeout",
                "bridge.receive.read.timeout",
                "bridge.receive.read-timeout[0]",
                "bridge.verify.tokens",
                "bridge.verify.tokens.",
                "bridge.vendor.apps.1400000000",
                "bridge.vendor.apps.1400000000.secret-key",
                "bridge.vendor.apps..url",
                "bridge.outbox",
                "BRIDGE_RECEIVE_READ_TIMEOUT"
            })
    void a_property_that_means_nothing_is_not(String property) {
        assertThat(ours(property)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BRIDGE_RECEIVE_READ_TIMEOUT, true",
        "bridge_receive_read_timeout, true",
        "BRIDGE_VERIFY_APP_IDS_0_, true",
        "BRIDGE_VERIFY_TOKENS_1400000000, true",
        "BRIDGE_PUBLISH_TOPICS__GROUP_CALLBACKAFTERCREATETOPIC_, true",
        "bridge.receive.read-timeout, true",
        "BRIDGE_VERIFY_TOKENS__1400000000_, true",
        "BRIDGE_VERIFY_TOKENS_1400000000_0_, false",
        "BRIDGE_VENDOR_APPS__1400000000__URL, true",
        "BRIDGE_VENDOR_APPS_1400000000_URL, false",
        "BRIDGE_VERIFY_TOKENS, false",
        "BRIDGE_VERIFY_TOKENS_, false",
        "BRIDGE_OUTBOX_DIR, false",
        "BRIDGE_RECEIVE_READTIMEOUT, false"
    })
    void a_variable_is_known_by_its_capitals(String variable, boolean known) {
        assertThat(KnownSettings.OURS.stream().anyMatch(setting -> setting.isVariable(variable)))
                .isEqualTo(known);
    }

    /** A name that counts as a known key must also be read as one, or it would be ignored silently. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.publish.topics.\"Group.CallbackAfterCreateTopic\"",
                "bridge.publish.topics.Group.CallbackAfterCreateTopic",
                "BRIDGE_PUBLISH_TOPICS__GROUP_CALLBACKAFTERCREATETOPIC_",
                "BRIDGE_PUBLISH_TOPICS_GROUP_CALLBACKAFTERCREATETOPIC"
            })
    void however_a_command_is_spelled_its_topic_is_read(String name) {
        PublishSettings settings = settings(PublishSettings.class, name, "of-its-own");

        assertThat(settings.topics()).hasSize(1);
        assertThat(new TopicNames("im", settings.topics(), null).of("Group.CallbackAfterCreateTopic"))
                .isEqualTo("of-its-own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.verify.tokens.1400000000",
                "bridge.verify.tokens.\"1400000000\"",
                "bridge.verify.tokens.1400000000[0]",
                "bridge.verify.tokens.an.app",
                "BRIDGE_VERIFY_TOKENS_1400000000",
                "BRIDGE_VERIFY_TOKENS__1400000000_",
                "BRIDGE_VERIFY_TOKENS_DIR"
            })
    void however_an_app_is_spelled_its_tokens_are_seen(String name) {
        assertThat(settings(VerifySettings.class, name, "hush").tokens()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.vendor.apps.1400000000.administrator",
                "bridge.vendor.apps.\"1400000000\".administrator",
                "BRIDGE_VENDOR_APPS__1400000000__ADMINISTRATOR"
            })
    void however_an_app_is_spelled_it_is_known_how_the_vendor_is_asked(String name) {
        assertThat(settings(VendorSettings.class, name, "root")
                        .apps()
                        .get("1400000000")
                        .administrator())
                .isEqualTo("root");
    }

    private static <T> T settings(Class<T> mapping, String name, String value) {
        boolean ofEnvironment = name.startsWith("BRIDGE_");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .addDiscoveredConverters()
                .withSources(
                        new PropertiesConfigSource(ofEnvironment ? Map.of() : Map.of(name, value), "file", 250),
                        new EnvConfigSource(ofEnvironment ? Map.of(name, value) : Map.of(), 300))
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }

    private static List<Setting> ours(String property) {
        return KnownSettings.OURS.stream()
                .filter(setting -> setting.isNamed(property))
                .toList();
    }
}
