package io.imbridge.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.Generation;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of all events, in one listing that people have read. */
class SentencesTest {
    /** {@code -Dgenerate} writes it again: read the changes before you commit it. */
    private static final Path LISTING = Path.of("src/test/resources/words/sentences.txt");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void each_golden_event_has_the_sentence_of_the_listing() throws IOException {
        String listing = GoldenCallback.all().stream()
                .flatMap(golden -> golden.records().stream()
                        .map(record ->
                                golden.name() + "\n    " + marked(Sentences.of(record.get("value"), Names.NONE))))
                .collect(Collectors.joining("\n", "", "\n"));

        if (Generation.isWanted()) {
            Files.writeString(LISTING, listing);
        }
        assertThat(listing)
                .as("%s is out of date: %s writes it anew", LISTING, Generation.COMMAND)
                .isEqualTo(Files.readString(LISTING));
    }

    @Test
    void each_command_of_the_catalogue_has_a_pattern_of_its_own() {
        assertThat(CommandCatalog.all()).allSatisfy(command -> assertThat(Sentences.knows(command.name()))
                .as("%s needs a line in src/main/resources/words/sentences.properties", command.name())
                .isTrue());
    }

    @Test
    void names_stand_in_the_place_of_ids_where_they_are_known() throws IOException {
        Sentence said = Sentences.of(JSON.readTree("""
                        {"command":"Group.CallbackAfterCreateTopic","sdkAppId":"1","groupId":"g","topicId":"t",
                        "operator":"mei.lin","changes":{"name":"Routes"}}"""), names(Map.of("1:g", "Hiking club")));

        assertThat(said.text()).isEqualTo("mei.lin created the topic Routes in Hiking club");
        assertThat(said.parts())
                .containsExactly(
                        new Part("mei.lin", Part.Kind.PERSON),
                        Part.plain(" created the topic "),
                        new Part("Routes", Part.Kind.TOPIC),
                        Part.plain(" in "),
                        new Part("Hiking club", Part.Kind.GROUP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"notification\":\"\"} | leckie cleared the notice of Hiking club",
                "{\"notification\":\"x\"} | leckie set the notice to x in Hiking club",
                "{\"name\":\"Walks\"} | leckie renamed the group to Walks",
                "{\"name\":\"\"} | leckie cleared the name of Hiking club",
                "{\"name\":\"<img src=x onerror=alert(1)>\"} | leckie renamed the group to <img src=x onerror=alert(1)>",
                "{\"name\":\"a\\u202eb\"} | leckie renamed the group to a⟨U+202E⟩b",
                "{\"fresh\":\"x\"} | leckie set fresh to x in Hiking club",
                "{} | leckie changed nothing that is known in Hiking club",
            })
    void what_changed_of_a_group_is_said_as_it_is(String changes, String sentence) throws IOException {
        JsonNode event = JSON.readTree("{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"sdkAppId\":\"1\","
                + "\"groupId\":\"g\",\"operator\":\"leckie\",\"changes\":" + changes + "}");

        assertThat(Sentences.of(event, names(Map.of("1:g", "Hiking club"))).text())
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'corrected':'fields','since':'2026-11-18T11:06:40.123Z','differences':[{'field':'name','was':'a','is':'b'}]"
                        + " | Hiking club differed from the vendor since 2026-11-18 11:06:40 UTC or later:"
                        + " name was a, is b; corrected by a read",
                "'corrected':'fields','differences':[{'field':'name','was':'','is':'b'},{'field':'owner','was':'a'},"
                        + "{'field':'faceUrl','is':''}],'more':2 | Hiking club differed from the vendor: name was empty,"
                        + " is b, owner was a, has none, faceUrl had no value, is empty and 2 more fields;"
                        + " corrected by a read",
                "'corrected':'fields','since':'<b>','differences':[],'more':2 | Hiking club differed from the vendor since"
                        + " <b> or later; corrected by a read",
                "'corrected':'unknown','topicId':'t' | t in Hiking club differed from the vendor: it had ended here;"
                        + " corrected by a read",
                "'corrected':'ended' | Hiking club differed from the vendor: it has ended there; corrected by a read",
                "'corrected':'otherwise' | A record that is no event of this service",
                "'corrected':{} | A record that is no event of this service",
            })
    void what_a_read_corrected_is_said(String correction, String sentence) throws IOException {
        JsonNode event = JSON.readTree("{\"sdkAppId\":\"1\",\"groupId\":\"g\"," + correction.replace('\'', '"') + "}");

        assertThat(Sentences.of(event, names(Map.of("1:g", "Hiking club"))).text())
                .isEqualTo(sentence);
    }

    @Test
    void a_long_value_is_cut_and_its_length_told() throws IOException {
        JsonNode event =
                JSON.readTree("{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"changes\":{\"introduction\":\""
                        + "\uD83D\uDCD6".repeat(12_000) + "\"}}");

        assertThat(Sentences.of(event, Names.NONE).text())
                .startsWith("Somebody set the introduction to \uD83D\uDCD6")
                .contains("… (12,000 characters)")
                .hasSizeLessThan(400);
    }

    @Test
    void of_many_changes_the_first_are_told_and_the_others_counted() throws IOException {
        String fields = java.util.stream.IntStream.range(0, 90)
                .mapToObj(at -> "\"f" + at + "\":\"v\"")
                .collect(Collectors.joining(","));
        JsonNode event = JSON.readTree("{\"command\":\"Group.CallbackAfterGroupInfoChanged\",\"groupId\":\"g\","
                + "\"customFields\":{" + fields + "}}");

        assertThat(Sentences.of(event, Names.NONE).text()).endsWith("set f4 to v and 85 more changes in g");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"Group.CallbackAfterTomorrow\",\"operator\":\"leckie\",\"groupId\":\"g\"}"
                        + " | Group.CallbackAfterTomorrow, which is not in the catalogue, by leckie, in g",
                "{\"command\":\"absent.who\"} | absent.who, which is not in the catalogue",
                "{\"command\":\"no-event\"} | no-event, which is not in the catalogue",
                "{\"command\":7} | A record that is no event of this service",
                "[] | A record that is no event of this service",
            })
    void what_has_no_pattern_gets_an_honest_sentence(String event, String sentence) throws IOException {
        assertThat(Sentences.of(JSON.readTree(event), Names.NONE).text()).isEqualTo(sentence);
    }

    /** The sentence with the kind of each part before it, so that the listing shows the kinds too. */
    private static String marked(Sentence sentence) {
        return sentence.parts().stream()
                .map(part -> {
                    Part.Kind kind = part.kind();
                    return kind == null ? part.text() : "‹" + kind.word() + " " + part.text() + "›";
                })
                .collect(Collectors.joining());
    }

    private static Names names(Map<String, String> known) {
        return new Names() {
            @Override
            public String group(String sdkAppId, String groupId) {
                return known.get(sdkAppId + ":" + groupId);
            }

            @Override
            public String topic(String sdkAppId, String topicId) {
                return known.get(sdkAppId + ":" + topicId);
            }
        };
    }

    /** Strangers choose the names of fields, and names of phrases are not words for them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"changes":{"any.to":""}}                | mei.lin cleared any.to of g
            {"changes":{"any":"x"}}                  | mei.lin set any to x in g
            {"changes":{"introduction.cleared":""}}  | mei.lin cleared introduction.cleared of g
            {"changes":{"introduction.cleared":"x"}} | mei.lin set introduction.cleared to x in g
            """)
    void a_field_that_is_called_like_a_phrase_is_told_by_its_name(String changes, String sentence) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(changes);
        event.put("command", "Group.CallbackAfterGroupInfoChanged")
                .put("operator", "mei.lin")
                .put("groupId", "g");

        assertThat(Sentences.of(event, Names.NONE).text()).isEqualTo(sentence);
    }

    @Test
    void a_tag_that_is_called_like_a_phrase_is_told_by_its_name() throws IOException {
        Sentence said = Sentences.of(JSON.readTree("""
                {"command":"Profile.CallbackPortraitSet","extra":{"From_Account":"mei.lin",
                "ProfileItem":[{"Tag":"Tag_Profile_IM_Nick.cleared","Value":""}]}}"""), Names.NONE);

        assertThat(said.text()).isEqualTo("mei.lin cleared Tag_Profile_IM_Nick.cleared in their own profile");
    }

    @Test
    void patterns_name_no_field_that_no_golden_event_has() {
        List<String> silent = GoldenCallback.all().stream()
                .filter(golden ->
                        golden.name().endsWith("/example") || !golden.name().contains("/"))
                .flatMap(golden -> golden.records().stream())
                .map(record -> Sentences.of(record.get("value"), Names.NONE).text())
                .filter(text -> text.contains("nothing that is known") || text.contains("(no id)"))
                .toList();

        assertThat(silent).isEmpty();
    }
}
