package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The result is valid UTF-8, whatever text strangers wrote. */
class EventJsonTest {
    @Test
    void whole_characters_are_themselves_and_half_ones_are_escaped() {
        byte[] json = EventJson.bytes(
                EventJson.MAPPER.createObjectNode().put("成🗺\udc00", "é 🗺 \ud800 \udc00\ud800\u0000\""));

        assertThat(new String(json, UTF_8)).isEqualTo("{\"成🗺\\uDC00\":\"é 🗺 \\uD800 \\uDC00\\uD800\\u0000\\\"\"}");
    }
}
