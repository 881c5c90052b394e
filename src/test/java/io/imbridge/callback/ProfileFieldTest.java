package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of a profile is named where the list itself cannot be used: in texts, pages and consumers to copy. */
class ProfileFieldTest {
    /** A file, and what must stand in it: {@code %1$s} is the name in events, {@code %2$s} the vendor's. */
    private static final List<List<String>> PLACES = List.of(
            List.of("src/main/resources/words/sentences.properties", "%1$s = "),
            List.of("src/main/resources/words/sentences.properties", "%1$s.cleared = "),
            List.of("src/main/resources/console/profile.js", "'%1$s'"),
            List.of("src/main/resources/console/words.js", " %1$s: '|{%1$s: '"),
            List.of("docs/record.md", "`%2$s`"),
            List.of("docs/record.md", "`%1$s`"),
            List.of("docs/events.md", "`%1$s`"),
            List.of("docs/profiles.md", "`%1$s`"),
            List.of("docs/consumers/node/profiles.js", "'%1$s'"),
            List.of("docs/consumers/java/src/main/java/ProfileConsumer.java", "\"%1$s\""),
            List.of("docs/consumers/java/src/main/resources/schema.sql", "'%1$s'"),
            List.of("docs/consumers/database/tables.sql", "'%1$s'"));

    static Stream<Arguments> fieldsAndPlaces() {
        return Arrays.stream(ProfileField.values())
                .flatMap(field -> PLACES.stream().map(place -> Arguments.of(field, place.get(0), place.get(1))));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("fieldsAndPlaces")
    void each_field_is_named_where_readers_look_for_it(ProfileField field, String file, String named)
            throws IOException {
        String text = Files.readString(Path.of(file));
        List<String> wanted =
                List.of(named.formatted(field.eventName(), field.vendorName()).split("[|]"));

        assertThat(wanted)
                .as("%s has no %s yet: see \"Add a field of a profile\" in CONTRIBUTING.md", file, wanted)
                .anyMatch(text::contains);
    }

    @Test
    void each_field_is_in_an_example_of_a_profile_command() {
        List<String> bodies = GoldenCallback.all().stream()
                .filter(golden -> CommandCatalog.find(golden.command()).shape() == CallbackCommand.Shape.PROFILE)
                .map(golden -> new String(golden.body(), UTF_8))
                .toList();

        assertThat(ProfileField.values()).allSatisfy(field -> assertThat(bodies)
                .as("src/test/resources/callbacks has no example with %s", field.vendorName())
                .anyMatch(body -> body.contains("\"" + field.vendorName() + "\"")));
    }
}
