package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The event's time, in every form in which a body contains it. */
class EventTimeTest {
    private static final String IN_MILLISECONDS = "Group.CallbackAfterGroupInfoChanged";
    private static final String IN_SECONDS = "C2C.CallbackAfterSendMsg";

    /** It accepts any exponent, unlike {@link GoldenCallback#JSON}. */
    private static final ObjectMapper DEFAULT = new ObjectMapper();

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1670574414123",
                "1670574414123.0",
                "1670574414123.000",
                "1.670574414123E12",
                "1.670574414123e+12",
                "1.67057441412300000e12",
                "1670574414123000e-3",
                "16705744141230E-1",
                "1670574414123e0",
                "0.001670574414123e15",
            })
    void a_whole_number_is_a_time_however_it_is_written(String number) throws IOException {
        for (String written : new String[] {number, "\"" + number + "\""}) {
            JsonNode event = event(IN_MILLISECONDS, "{\"EventTime\":" + written + "}");

            assertThat(event.get("eventTime").textValue()).as(written).isEqualTo("2022-12-09T08:26:54.123Z");
            assertThat(event.has("extra")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.67E12,2022-12-02T16:53:20.000Z", "1670574414123.0,2022-12-09T08:26:54.123Z"})
    void a_number_that_went_through_a_double_is_a_time(String number, String time) throws IOException {
        assertThat(event(IN_MILLISECONDS, "{\"EventTime\":" + number + "}")
                        .get("eventTime")
                        .textValue())
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1670574414123.5",
                "1.6705744141235E12",
                "1670574414123e-1",
                "-1670574414123.0",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999",
                "0e999999999",
                "0.0",
                "1.67E11.0",
                "1.67E",
                "1.",
                ".5e13",
                "+1.67E12",
                "01.67E12",
                "1.67E12 ",
                "1.67e+",
                "0x184F4A06AEB",
                "",
            })
    void anything_else_is_no_time_and_stays(String number) throws IOException {
        String written = isNumber(number) ? number : "\"" + number + "\"";

        JsonNode event = event(IN_MILLISECONDS, "{\"EventTime\":" + written + "}");

        assertThat(event.has("eventTime")).isFalse();
        assertThat(event.at("/extra/EventTime").isMissingNode()).isFalse();
    }

    @Property(tries = 2000)
    void a_number_is_a_time_when_it_is_a_whole_one(
            @ForAll @LongRange(min = 0, max = 9_999_999_999_999_999L) long digits,
            @ForAll @IntRange(min = -20, max = 20) int exponent)
            throws IOException {
        BigDecimal number = BigDecimal.valueOf(digits).scaleByPowerOfTen(exponent);
        BigDecimal latest =
                BigDecimal.valueOf(GoldenCallback.RECEIVED.plusSeconds(86_400).toEpochMilli());
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        boolean time = whole && number.compareTo(new BigDecimal("1e11")) >= 0 && number.compareTo(latest) <= 0;

        for (String written : new String[] {digits + "e" + exponent, number.toString(), number.toPlainString()}) {
            JsonNode event = event(IN_MILLISECONDS, "{\"EventTime\":\"" + written + "\"}");

            assertThat(event.has("eventTime")).as(written).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Exactly a day after the arrival to the millisecond, and one millisecond more.
        IN_MILLISECONDS + ",EventTime,1795336200123,true",
        IN_MILLISECONDS + ",EventTime,1795336200124,false",
        IN_MILLISECONDS + ",EventTime,253402300799000,false",
        IN_SECONDS + ",MsgTime,1795336200,true",
        IN_SECONDS + ",MsgTime,1795336201,false",
        "Group.CallbackAfterTomorrow,EventTime,4102444800000,false",
    })
    void a_time_more_than_a_day_ahead_is_none(String command, String field, long time, boolean is) throws IOException {
        String body = "{\"GroupId\":\"g\",\"" + field + "\":" + time + "}";

        ImEvent first = one(command, body);
        ImEvent second = one(command, body);

        JsonNode value = DEFAULT.readTree(first.value());
        assertThat(value.has("eventTime")).isEqualTo(is);
        assertThat(value.at("/extra/" + field).isMissingNode()).isEqualTo(is);
        assertThat(first.time().equals(GoldenCallback.RECEIVED)).isEqualTo(!is);
        assertThat(first.id().equals(second.id())).isEqualTo(is && command.equals(IN_MILLISECONDS));
    }

    @ParameterizedTest
    @CsvSource({"1795336200,true", "1795336201,false"})
    void so_it_is_in_an_event_of_a_batch(long time, boolean is) throws IOException {
        JsonNode event = event("Push.OfflinePush", "{\"Events\":[{\"EventTime\":" + time + "}]}");

        assertThat(event.has("eventTime")).isEqualTo(is);
        assertThat(event.at("/extra/EventTime").isMissingNode()).isEqualTo(is);
    }

    @Test
    void where_one_field_holds_no_time_the_next_one_counts() throws IOException {
        JsonNode event = event("Group.CallbackAfterSendMsg", "{\"EventTime\":4102444800000,\"MsgTime\":1669872112}");

        assertThat(event.get("eventTime").textValue()).isEqualTo("2022-12-01T05:21:52.000Z");
        assertThat(event.at("/extra/EventTime").longValue()).isEqualTo(4102444800000L);
    }

    private static boolean isNumber(String text) {
        return text.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
    }

    private JsonNode event(String command, String body) throws IOException {
        return DEFAULT.readTree(one(command, body).value());
    }

    private ImEvent one(String command, String body) {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command);
        return normalizer
                .normalize(new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8)))
                .get(0);
    }
}
