package io.imbridge.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void what_is_not_seen_is_made_visible() {
        assertThat(VisibleText.of("a\u202Eb\u0000c\u200Bd\u2028e\uD800"))
                .isEqualTo("a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d⟨U+2028⟩e⟨U+D800⟩");
    }

    @Test
    void what_is_seen_stays_as_it_is() {
        String text = "<img src=x> 成都 עברית 👨\u200D👩\u200D👧 é";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }
}
