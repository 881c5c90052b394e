package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestSettingTest {
    @ParameterizedTest
    @CsvSource({
        "BRIDGE_OUTBOX_DIR, bridge.outbox.directory",
        "BRIDGE_OUTBOX_DIRECTORY, bridge.outbox.directory",
        "bridge.outbox-directory, bridge.outbox.directory",
        "bridge.directory, bridge.outbox.directory",
        "bridge.outbox.maxsize, bridge.outbox.max-size",
        "bridge.receive.readTimeout, bridge.receive.read-timeout",
        "bridge.receive.read.timeout, bridge.receive.read-timeout",
        "bridge.recieve.max-body, bridge.receive.max-body",
        "bridge.max-body, bridge.receive.max-body",
        "bridge.verify.app-id, bridge.verify.app-ids",
        "BRIDGE_APP_IDS, bridge.verify.app-ids",
        "bridge.verify.tokens-dir, bridge.verify.tokens-directory",
        "BRIDGE_VERIFY_TOKENS, bridge.verify.tokens",
        "bridge.verify.token, bridge.verify.tokens",
        "bridge.verify.token.1400000000, bridge.verify.tokens",
        "BRIDGE_VERIFY_TOKEN_1400000000, bridge.verify.tokens",
        "bridge.publish.topic.Group.CallbackAfterCreateTopic, bridge.publish.topics",
        "bridge.publish.topicprefix, bridge.publish.topic-prefix",
        "bridge.publish.replicationFactor, bridge.publish.replication-factor"
    })
    void what_was_meant_is_found(String given, String meant) {
        assertThat(NearestSetting.to(given).key()).isEqualTo(meant);
    }

    @Test
    void changes_are_letters_put_in_taken_out_or_replaced() {
        assertThat(NearestSetting.changes("", "abc")).isEqualTo(3);
        assertThat(NearestSetting.changes("abc", "abc")).isZero();
        assertThat(NearestSetting.changes("kitten", "sitting")).isEqualTo(3);
    }
}
