package io.imbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
    private final AllowedAddresses some =
            AllowedAddresses.parse(List.of("203.0.113.7", " 198.51.100.0/24", "2001:db8::/32", "::1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "198.51.100.0",
                "198.51.100.255",
                "2001:db8::7",
                "2001:db8:ffff::",
                "2001:0db8::01",
                "::1"
            })
    void what_lies_in_a_block_is_allowed(String address) {
        assertThat(some.contain(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.8",
                "198.51.101.0",
                "2001:db9::",
                "::2",
                "",
                "localhost",
                "198.51.100.1.1",
                "0203.0.113.7",
                "203.0.113.07"
            })
    void what_does_not_is_not(String address) {
        assertThat(some.contain(address)).isFalse();
        assertThat(some.contain(null)).isFalse();
    }

    @Test
    void no_block_means_all() {
        assertThat(AllowedAddresses.parse(List.of()).contain(null)).isTrue();
        assertThat(AllowedAddresses.parse(List.of()).contain("203.0.113.8")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.com", "1.2.3", "1.2.3.4/33", "1.2.3.4/x", "::1/129", "1.2.3.4/-1", "010.0.0.0/8"})
    void what_is_no_block_is_named(String block) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedAddresses.parse(List.of(block)))
                .withMessageContaining("'" + block + "'");
    }
}
