package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The service accepts the same bodies as another JSON parser that is as strict as the service is meant to be. */
class JsonGrammarTest {
    private static final ObjectMapper OTHER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "/",
            "*",
            "-",
            "+",
            ".",
            "e",
            "E",
            "0",
            "1",
            "9",
            "00",
            "t",
            "\n",
            " ",
            "\t",
            "\r",
            "\u0001",
            "\u000b",
            "\u00a0",
            "é",
            "\\u00e9",
            "\\u00E",
            "\\n",
            "\\x",
            "\\\"",
            "// c\n",
            "//",
            "/* c */",
            "/**/",
            "/*/",
            "true",
            "false",
            "null",
            "nul",
            "NaN",
            "Infinity",
            "-0",
            "0.5",
            "1e5",
            "-1E-7",
            "1.",
            ".5",
            "01",
            "1e",
            "0x1",
            "\"a\"",
            "\"b\"",
            "\"\\u0061\"",
            "\"a\":",
            "'a'",
            "{}",
            "[]",
            "{\"a\":1}",
            "\ufeff");

    private static final List<String> BODIES = List.of(
            "{}",
            "{\"a\":1}",
            "{\"a\":-0.5e+7,\"b\":[true,false,null,\"x\"]}",
            "{\"a\":{\"b\":{\"a\":[[],{},[{}]]}},\"b\":\"\\u00e9\\\\\\\"\"}",
            "{ \"a\" : [ 1 , 2 ] , // c\n \"b\" : /* c */ 0 }",
            "[1]",
            "\"a\"",
            "7");

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void both_take_a_text_or_neither(@ForAll("texts") String text) {
        assertThat(ours(text)).as(text).isEqualTo(other(text));
    }

    private static boolean ours(String text) {
        try {
            byte[] body = text.getBytes(UTF_8);
            JsonReader.readBody(body, body.length);
            return true;
        } catch (RefusedException refused) {
            assertThat(refused.refusal()).isIn(Refusal.NOT_JSON, Refusal.NOT_AN_OBJECT, Refusal.DUPLICATE_NAME);
            return false;
        }
    }

    private static boolean other(String text) {
        try {
            return OTHER.readTree(text.replaceFirst("^\ufeff", "")).isObject();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Bodies with some pieces inserted, removed and overwritten; about a third is still JSON. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(PIECES))
                .as(Change::new);
        return Combinators.combine(Arbitraries.of(BODIES), change.list().ofMaxSize(3))
                .as((body, changes) -> {
                    String text = body;
                    for (Change one : changes) {
                        text = one.of(text);
                    }
                    return text;
                });
    }

    /** A piece to insert at a place, after the given number of characters was removed there. */
    record Change(int place, int out, String piece) {
        String of(String text) {
            int at = Math.min(place, text.length());
            return text.substring(0, at) + piece + text.substring(Math.min(text.length(), at + out));
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void both_take_the_beginning_of_a_text_or_neither(@ForAll("texts") String text) {
        List<String> beginnings = new ArrayList<>();
        for (int end = 0; end < text.length(); end++) {
            beginnings.add(text.substring(0, end));
        }

        assertThat(beginnings)
                .allSatisfy(beginning -> assertThat(ours(beginning)).isEqualTo(other(beginning)));
    }
}
