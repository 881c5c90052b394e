package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of refusals matches the code exactly. */
class HttpPageTest {
    @Test
    void every_refusal_stands_with_its_status_its_code_its_reason_and_what_to_mend() {
        Page page = Page.of("docs/http.md");
        List<List<String>> expected = Arrays.stream(Refusal.values())
                .map(refusal -> List.of(
                        Integer.toString(refusal.status()),
                        Integer.toString(refusal.code()),
                        "`" + refusal.tag() + "`",
                        refusal.sentence()))
                .toList();

        assertThat(page.table("HTTP")).as(page.where("HTTP")).containsExactlyInAnyOrderElementsOf(expected);
    }
}
