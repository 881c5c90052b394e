package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Page;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ValuePageTest {
    /** All documented fields of the profile commands, a time, and an unknown field. */
    private static final String EVERYTHING = """
            {"GroupId":"g","TopicId":"t","TopicIdList":"t","Type":"Community","Operator_Account":"o",
             "Owner_Account":"w",PROFILE_FIELDS,
             "UserDefinedDataList":[{"Key":"k","Value":"v"}],"GroupAttr":[{"key":"k","value":"v"}],"EventTime":"1670574414123","Unknown":1}""".replace("PROFILE_FIELDS", Callbacks.profileFields("v"));

    private final Page page = Page.of("docs/record.md");
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @Test
    void the_fields_of_a_profile_command_are_all_that_stand() throws IOException {
        assertThat(fields("Group.CallbackAfterGroupInfoChanged"))
                .as(page.where("Field"))
                .isEqualTo(standing("every command", "profile commands"));
    }

    @Test
    void the_fields_of_another_command_are_those_of_every_command() throws IOException {
        assertThat(fields("Group.CallbackAfterNewMemberJoin"))
                .as(page.where("Field"))
                .isEqualTo(standing("every command"));
    }

    @Test
    void the_vendors_fields_stand_with_the_names_they_get() throws IOException {
        JsonNode value = value("Group.CallbackAfterGroupInfoChanged");

        assertThat(comesFrom("changes"))
                .as(page.where("Field"))
                .isEqualTo(Arrays.stream(ProfileField.values())
                        .map(field -> "`" + field.vendorName() + "`")
                        .collect(Collectors.joining(", ", "", ", as " + quoted(value.get("changes")))));
        assertThat(comesFrom("client"))
                .as(page.where("Field"))
                .endsWith("as " + quoted(value.get("client")).replace(", ", " and "));
    }

    @Test
    void the_example_is_the_value_of_the_vendors_sample() throws IOException {
        GoldenCallback sample = GoldenCallback.all().stream()
                .filter(golden -> golden.name().endsWith("sample-000"))
                .findFirst()
                .orElseThrow();

        assertThat(GoldenCallback.JSON.readTree(page.blocks("json").get(0)))
                .as("%s, the example", page)
                .isEqualTo(sample.records().get(0).get("value"));
    }

    private List<String> standing(String... in) {
        return page.table("Field").stream()
                .filter(row -> List.of(in).contains(row.get(2)))
                .map(row -> Page.code(row.get(0)))
                .toList();
    }

    private String comesFrom(String field) {
        return page.table("Field").stream()
                .filter(row -> Page.code(row.get(0)).equals(field))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("");
    }

    private List<String> fields(String command) throws IOException {
        List<String> names = new ArrayList<>();
        value(command).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String quoted(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> names.add("`" + name + "`"));
        return String.join(", ", names);
    }

    private JsonNode value(String command) throws IOException {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command + "&ClientIP=::1&OptPlatform=Web");
        RawCallback callback =
                new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, EVERYTHING.getBytes(UTF_8));
        return GoldenCallback.JSON.readTree(
                normalizer.normalize(callback).get(0).value());
    }
}
