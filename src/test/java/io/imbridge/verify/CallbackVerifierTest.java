package io.imbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackVerifierTest {
    /** The vendor's worked example: token {@code xxxxyyyy} at this time gives this signature. */
    private static final long TIME = 1_669_872_112;

    private static final String SIGN = "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061";

    private static final Map<String, Tokens> APPS = Map.of(
            "1400000000", new Tokens(List.of()),
            "1400000001", new Tokens(List.of("older", "xxxxyyyy")),
            "1400000002", new Tokens(List.of("yyyyxxxx")));

    @Test
    void the_vendors_worked_example_is_genuine() {
        VerifiedCaller caller = verifierAt(TIME).verify(signed(SIGN, Long.toString(TIME)));

        assertThat(caller).isEqualTo(new VerifiedCaller("1400000001", true));
    }

    @Test
    void the_hex_may_be_in_upper_case() {
        assertThat(verifierAt(TIME)
                        .verify(signed(SIGN.toUpperCase(Locale.ROOT), Long.toString(TIME)))
                        .signed())
                .isTrue();
    }

    @Test
    void an_app_without_tokens_is_asked_for_no_signature() {
        assertThat(verifierAt(TIME).verify(CallbackQuery.parse("sdkappid=1400000000")))
                .isEqualTo(new VerifiedCaller("1400000000", false));
    }

    @ParameterizedTest
    @CsvSource({"-60, true", "60, true", "-61, false", "61, false", "0, true"})
    void the_window_is_open_on_both_sides(long off, boolean open) {
        CallbackQuery query = signed(SIGN, Long.toString(TIME));
        CallbackVerifier verifier = verifierAt(TIME + off);

        Refusal refusal = refusal(verifier, query);

        assertThat(refusal).isEqualTo(open ? null : Refusal.SIGN_STALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1669872112.0", "-1669872112", "+1669872112", " 1669872112", "１６６９８７２１１２"})
    void a_request_time_that_is_no_unix_time_is_refused(String time) {
        assertThat(refusal(verifierAt(TIME), signed(SIGN, time))).isEqualTo(Refusal.SIGN_STALE);
    }

    @Test
    void a_signature_of_any_length_is_refused_and_no_error() {
        assertThat(refusal(verifierAt(TIME), signed("a".repeat(16_000), Long.toString(TIME))))
                .isEqualTo(Refusal.SIGN_WRONG);
    }

    @Test
    void each_app_has_tokens_of_its_own() {
        String query = "SdkAppid=1400000002&Sign=" + SIGN + "&RequestTime=" + TIME;

        assertThat(refusal(verifierAt(TIME), CallbackQuery.parse(query))).isEqualTo(Refusal.SIGN_WRONG);
    }

    @Test
    void a_request_time_of_any_length_is_refused_and_no_error() {
        assertThat(refusal(verifierAt(TIME), signed(SIGN, "9".repeat(5000)))).isEqualTo(Refusal.SIGN_STALE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "zz773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061",
                "+7773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061",
                "１７773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
            })
    void a_wrong_signature_is_refused(String sign) {
        assertThat(refusal(verifierAt(TIME), signed(sign, Long.toString(TIME)))).isEqualTo(Refusal.SIGN_WRONG);
        assertThat(refusal(verifierAt(TIME), signed(SIGN + SIGN, Long.toString(TIME))))
                .isEqualTo(Refusal.SIGN_WRONG);
        assertThat(refusal(verifierAt(TIME), signed(SIGN.replace('1', '2'), Long.toString(TIME))))
                .isEqualTo(Refusal.SIGN_WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&Sign=" + SIGN,
                "&RequestTime=1669872112",
                "&Sign=a&Sign=a&RequestTime=1669872112",
                "&Sign=" + SIGN + "&sign=" + SIGN + "&RequestTime=1669872112",
                "&Sign=" + SIGN + "&RequestTime=1669872112&requesttime=1669872112"
            })
    void a_missing_or_repeated_signature_is_refused(String rest) {
        assertThat(refusal(verifierAt(TIME), CallbackQuery.parse("SdkAppid=1400000001" + rest)))
                .isEqualTo(Refusal.SIGN_MISSING);
    }

    @ParameterizedTest
    @CsvSource({"'',APP_MISSING", "SdkAppid=,APP_MISSING", "SdkAppid=1&SdkAppid=1,APP_MISSING", "SdkAppid=7,APP_UNKNOWN"
    })
    void an_app_that_is_not_ours_is_refused(String query, Refusal expected) {
        assertThat(refusal(verifierAt(TIME), CallbackQuery.parse(query))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void a_blank_token_with_which_anybody_could_sign_is_none(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tokens(List.of("older", blank)));
    }

    @Test
    void tokens_show_nothing_of_themselves() {
        assertThat(APPS.get("1400000001")).asString().doesNotContain("xxxxyyyy");
    }

    private static CallbackQuery signed(String sign, String time) {
        return CallbackQuery.parse("SdkAppid=1400000001&Sign=" + sign + "&RequestTime=" + time);
    }

    private static Refusal refusal(CallbackVerifier verifier, CallbackQuery query) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> verifier.verify(query));
        return refused == null ? null : refused.refusal();
    }

    private static CallbackVerifier verifierAt(long seconds) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
        return new CallbackVerifier(
                new AppTokens(APPS, null),
                new FreshnessWindow(Duration.ofMinutes(1), clock),
                CallerAddress.of(false, List.of()),
                AllowedAddresses.parse(List.of()));
    }
}
