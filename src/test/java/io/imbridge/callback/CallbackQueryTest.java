package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CallbackQueryTest {
    @Test
    void names_are_found_in_any_case() {
        CallbackQuery query = CallbackQuery.parse("SDKAppID=1&callbackCOMMAND=A.b&CLIENTip=::1&optplatform=i+OS%20x");

        assertThat(query.sdkAppId()).isEqualTo("1");
        assertThat(query.commands()).containsExactly("A.b");
        assertThat(query.clientIp()).isEqualTo("::1");
        assertThat(query.platform()).isEqualTo("i OS x");
    }

    @Test
    void what_decides_must_be_given_once() {
        CallbackQuery query = CallbackQuery.parse("SdkAppid=1&sdkappid=1&Sign=a&Sign=a&RequestTime=1&REQUESTTIME=2");

        assertThat(query.sdkAppId()).isNull();
        assertThat(query.sign()).isNull();
        assertThat(query.requestTime()).isNull();
    }

    @Test
    void no_query_at_all_has_nothing() {
        assertThat(CallbackQuery.parse(null).sdkAppId()).isNull();
        assertThat(CallbackQuery.parse("").commands()).isEmpty();
    }

    @Test
    void a_broken_escape_is_refused() {
        assertThatThrownBy(() -> CallbackQuery.parse("SdkAppid=%zz"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.MALFORMED_REQUEST));
    }

    @Test
    void a_letter_that_only_looks_like_one_of_a_name_is_another() {
        assertThat(CallbackQuery.parse("sd%E2%84%AAappid=1").sdkAppId()).isNull();
        assertThat(CallbackQuery.parse("%C5%BFign=1").sign()).isNull();
        assertThat(CallbackQuery.parse("SDKAPPID=1").sdkAppId()).isEqualTo("1");
    }

    @Property
    void it_reads_what_a_common_decoder_reads(@ForAll("queries") String query) {
        Map<String, List<String>> expected;
        try {
            expected = byLowerCase(new QueryStringDecoder(query, UTF_8, false, 256, true).parameters());
        } catch (IllegalArgumentException malformed) {
            assertThatThrownBy(() -> CallbackQuery.parse(query)).isInstanceOf(RefusedException.class);
            return;
        }

        CallbackQuery read = CallbackQuery.parse(query);

        assertThat(Optional.ofNullable(read.sdkAppId())).isEqualTo(single(expected, "sdkappid"));
        assertThat(Optional.ofNullable(read.sign())).isEqualTo(single(expected, "sign"));
        assertThat(Optional.ofNullable(read.clientIp()))
                .isEqualTo(expected.getOrDefault("clientip", List.of()).stream().findFirst());
        List<String> commands = new ArrayList<>(expected.getOrDefault("callbackcommand", List.of()));
        commands.addAll(expected.getOrDefault("webhookcommand", List.of()));
        assertThat(read.commands()).containsExactlyInAnyOrderElementsOf(commands);
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.of(
                        "SdkAppid",
                        "sdkAPPID",
                        "Sign",
                        "ClientIP",
                        "CallbackCommand",
                        "WebhookCommand",
                        "sig%6E",
                        "x",
                        "=",
                        "=",
                        "&",
                        "&",
                        "#",
                        "?",
                        "+",
                        "%",
                        "%4",
                        "%41",
                        "%e2%84%aa",
                        "1",
                        "a.b",
                        ";",
                        "é")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static Map<String, List<String>> byLowerCase(Map<String, List<String>> parameters) {
        Map<String, List<String>> all = new HashMap<>();
        parameters.forEach(
                (name, values) -> all.computeIfAbsent(name.toLowerCase(Locale.ROOT), unseen -> new ArrayList<>())
                        .addAll(values));
        return all;
    }

    private static Optional<String> single(Map<String, List<String>> all, String name) {
        List<String> given = all.getOrDefault(name, List.of());
        return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
    }

    @Test
    void what_stands_behind_256_parameters_counts_as_absent() {
        assertThat(CallbackQuery.parse("a=&".repeat(255) + "Sign=1").sign()).isEqualTo("1");
        assertThat(CallbackQuery.parse("a=&".repeat(256) + "Sign=1").sign()).isNull();
        assertThat(CallbackQuery.parse("&=&&".repeat(256) + "Sign=1").sign()).isEqualTo("1");
    }
}
