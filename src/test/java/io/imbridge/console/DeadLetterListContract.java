package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.Http;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How dead letters are found, counted and requested. */
abstract class DeadLetterListContract {
    static final String CHANGED = "Group.CallbackAfterGroupInfoChanged";
    static final String EVENT =
            "{\"command\":\"" + CHANGED + "\",\"sdkAppId\":\"1\",\"groupId\":\"g\",\"changes\":{\"name\":\"A\"}}";

    abstract DeadLetterRig rig();

    @Test
    void all_are_found_page_by_page_the_newest_first_and_by_each_filter() throws Exception {
        String app = "1400000015";
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(
                    0,
                    rig().deadLetters()
                            .put("page-" + i, DeadLetterMaker.headers(CHANGED, app, "record-too-large"), EVENT));
            TimeUnit.MILLISECONDS.sleep(2);
        }
        rig().deadLetters()
                .put(
                        null,
                        DeadLetterMaker.headers("C2C.CallbackAfterSendMsg", app, "not-json"),
                        "{\"GroupId\":\"broken\",");

        List<String> found = new ArrayList<>();
        JsonNode page = rig().get("dead-letters?limit=3&reason=record-too-large&app=" + app);
        while (true) {
            page.path("entries").forEach(entry -> found.add(entry.path("id").textValue()));
            if (page.path("older").isNull()) {
                break;
            }
            page = rig().get("dead-letters?limit=3&reason=record-too-large&app=" + app + "&before="
                    + page.path("older").textValue());
        }

        assertThat(found).isEqualTo(made);
        JsonNode all = rig().get("dead-letters?app=" + app);
        assertThat(all.path("reasons").toString())
                .contains("\"reason\":\"not-json\"", "\"reason\":\"record-too-large\"", "\"count\":7");
        assertThat(rig().get("dead-letters?group=broken&app=" + app).path("entries"))
                .hasSize(1);
        for (String name : List.of("C2C.CallbackAfterSendMsg", "AfterSendMsg", "c2c.after-send-msg")) {
            assertThat(rig().get("dead-letters?command=&command=" + name + "&group=&app=" + app)
                            .path("entries"))
                    .as(name)
                    .hasSize(1);
        }
        assertThat(rig().get("dead-letters/count?reason=not-json&app=" + app)
                        .path("count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void no_more_than_a_thousand_are_sent_at_once_and_none_when_their_number_has_changed() throws Exception {
        String app = "1400000016";
        for (int i = 0; i <= 1000; i++) {
            var unused =
                    rig().deadLetters().begin("k", DeadLetterMaker.headers(CHANGED, app, "record-too-large"), EVENT);
        }
        rig().deadLetters().flush();
        rig().deadLetters().put("k", DeadLetterMaker.headers(CHANGED, app, "invalid-record"), EVENT);

        assertThat(rig().get("dead-letters/count?app=" + app).path("count").intValue())
                .isEqualTo(1001);
        HttpResponse<String> tooMany = rig().post("{\"filter\":{\"app\":\"" + app + "\"},\"expect\":1002}");
        HttpResponse<String> changed =
                rig().post("{\"filter\":{\"app\":\"" + app + "\",\"reason\":\"invalid-record\"},\"expect\":2}");

        assertThat(tooMany.statusCode()).isEqualTo(409);
        assertThat(tooMany.body()).contains("More than 1000 match: narrow the filter.");
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body()).contains("1 match now, and not 2: look again, then send.");
    }

    @Test
    void what_is_given_twice_is_refused_and_so_is_reading_where_something_is_sent() {
        int port = rig().service().managementPort();

        HttpResponse<String> twice = Http.get(port, "/console/api/dead-letters?app=1&app=2");
        HttpResponse<String> read = Http.get(port, "/console/api/dead-letters/resend");

        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("Give app once.");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.body()).contains("This is asked with POST.");
        assertThat(read.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void what_is_asked_wrongly_is_answered_with_a_sentence() throws Exception {
        for (String body : List.of(
                "",
                "[]",
                "{\"ids\":[]}",
                "{\"ids\":[\"x\"]}",
                "{\"filter\":{}}",
                "{\"filter\":{\"sql\":\"1\"},\"expect\":1}",
                "{\"filter\":{\"state\":\"resent\"},\"expect\":1}")) {
            assertThat(rig().post(body).statusCode()).as(body).isEqualTo(400);
        }
        for (String path : List.of(
                "dead-letters?before=x", "dead-letters?limit=0", "dead-letters?state=x", "dead-letters?query=x")) {
            assertThat(Http.get(rig().service().managementPort(), "/console/api/" + path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
        for (String path : List.of(
                "dead-letters/0/999999999", "dead-letters/x/y", "dead-letters/99/0", "dead-letters/jobs/none")) {
            assertThat(Http.get(rig().service().managementPort(), "/console/api/" + path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
