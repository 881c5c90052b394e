package io.imbridge.receive;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.post;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Callbacks.request;
import static io.imbridge.testkit.Callbacks.signature;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.Refusal;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class RefusalTableTest {
    private static final int MAX_BODY = 1024 * 1024;
    private static final String BODY = "{\"GroupId\":\"@TGS#refusals\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello|NOT_JSON",
                "''|NOT_JSON",
                "[1]|NOT_AN_OBJECT",
                "{\"a\":1,\"a\":2}|DUPLICATE_NAME",
            })
    void a_bad_body_is_refused(String body, Refusal expected) throws IOException {
        assertRefused(post(query(COMMAND), body), expected);
    }

    @Test
    void a_body_that_is_nested_too_deep_is_refused() throws IOException {
        assertRefused(post(query(COMMAND), "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}"), Refusal.TOO_DEEP);
    }

    @Test
    void a_body_that_default_readers_would_not_read_is_refused() throws IOException {
        assertRefused(post(query(COMMAND), "{\"n\":" + "9".repeat(1001) + "}"), Refusal.TOO_LONG);
        assertRefused(post(query(COMMAND), "{\"" + "n".repeat(900_000) + "\":1}"), Refusal.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "SdkAppid=1400000000,COMMAND_MISSING",
        "SdkAppid=1400000000&CallbackCommand=A.b&CallbackCommand=A.b,COMMAND_REPEATED",
        "SdkAppid=1400000000&CallbackCommand=nonsense,COMMAND_MALFORMED",
        "SdkAppid=1400000000&CallbackCommand=A.b%0D%0AX-Evil:1,COMMAND_MALFORMED",
        "CallbackCommand=A.b,APP_MISSING",
        "SdkAppid=1400009999&CallbackCommand=A.b,APP_UNKNOWN",
        "SdkAppid=1400000001&CallbackCommand=A.b,SIGN_MISSING",
        "SdkAppid=1400000001&CallbackCommand=A.b&Sign=00&RequestTime=1669872112,SIGN_STALE",
    })
    void a_bad_query_is_refused(String query, Refusal expected) throws IOException {
        assertRefused(post(query, BODY), expected);
    }

    @Test
    void a_wrong_signature_is_refused() throws IOException {
        String query = "SdkAppid=1400000001&CallbackCommand=A.b&" + signature().replace("Sign=", "Sign=00");

        assertRefused(post(query, BODY), Refusal.SIGN_WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void another_method_than_post_is_refused(String method) throws IOException {
        Response response = request().request(method, "/?" + query(COMMAND));

        assertRefused(response, Refusal.METHOD_NOT_ALLOWED);
        assertThat(response.header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callback", "/q/health", "/q/metrics", "/index.html", "/%2e%2e/", "/q/dev-ui"})
    void another_path_is_unknown(String path) throws IOException {
        assertRefused(request().body(BODY.getBytes(UTF_8)).post(path + "?" + query(COMMAND)), Refusal.UNKNOWN_PATH);
        assertRefused(request().get(path), Refusal.UNKNOWN_PATH);
    }

    @Test
    void a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not() throws IOException {
        String largest = "{\"a\":\"" + "x".repeat(MAX_BODY - 8) + "\"}";

        assertThat(post(query(COMMAND), largest).statusCode()).isEqualTo(200);
        assertRefused(post(query(COMMAND), largest + " "), Refusal.BODY_TOO_LARGE);
    }

    @Test
    void what_is_cheap_to_check_is_checked_first() throws IOException {
        byte[] tooLarge = new byte[MAX_BODY + 1];

        assertRefused(request().body(tooLarge).get("/elsewhere"), Refusal.UNKNOWN_PATH);
        assertRefused(request().body(tooLarge).put("/"), Refusal.METHOD_NOT_ALLOWED);
        assertRefused(request().body(tooLarge).post("/"), Refusal.BODY_TOO_LARGE);
        assertRefused(post("SdkAppid=1&Sign=x", "no json"), Refusal.APP_UNKNOWN);
        assertRefused(post("SdkAppid=1400000001", "no json"), Refusal.SIGN_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=x", ";;/"})
    void the_content_type_does_not_matter(String type) {
        Response response = request()
                .header("Content-Type", type)
                .body(BODY.getBytes(UTF_8))
                .post("/?" + query(COMMAND));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void the_headers_of_an_answer_tell_nothing_of_the_server() {
        Response response = post(query(COMMAND), BODY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertHeaders(response, Set.of());
    }

    private static void assertHeaders(Response response, Set<String> more) {
        assertThat(response.headers())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("content-type", "content-length"), more.stream())
                                .toList());
    }

    @Test
    void every_refusal_has_an_id_of_its_own_and_what_is_kept_has_none() {
        String first = post(query(COMMAND), "hello").header("X-Request-Id");
        String second = request().get("/elsewhere").header("X-Request-Id");

        assertThat(List.of(first, second)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{8}-[0-9]+"));
        assertThat(post(query(COMMAND), BODY).header("X-Request-Id")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4bf92f35-77b3.4da6_A,true",
        "0123456789012345678901234567890123456789012345678901234567890123,true",
        "01234567890123456789012345678901234567890123456789012345678901234,false",
        "two words,false",
        "<script>,false",
        "%0d%0a,false",
    })
    void a_callers_own_id_comes_back_where_it_is_one(String callers, boolean comesBack) {
        Response response = request().header("X-Request-Id", callers).get("/elsewhere");

        assertThat(response.header("X-Request-Id").equals(callers)).isEqualTo(comesBack);
    }

    static void assertRefused(Response response, Refusal expected) throws IOException {
        assertThat(response.statusCode()).isEqualTo(expected.status());
        assertThat(response.contentType()).isEqualTo("application/json");
        assertHeaders(
                response,
                expected == Refusal.METHOD_NOT_ALLOWED ? Set.of("allow", "x-request-id") : Set.of("x-request-id"));
        JsonNode envelope = GoldenCallback.JSON.readTree(response.asByteArray());
        assertThat(envelope.properties()).hasSize(3);
        assertThat(envelope.get("ActionStatus").textValue()).isEqualTo("FAIL");
        assertThat(envelope.get("ErrorCode").intValue()).isEqualTo(expected.code());
        assertThat(envelope.get("ErrorInfo").textValue()).isEqualTo(expected.sentence());
    }
}
