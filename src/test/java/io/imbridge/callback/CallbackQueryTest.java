package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
