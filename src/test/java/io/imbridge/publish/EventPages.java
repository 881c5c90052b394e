package io.imbridge.publish;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Phase;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.JsonLayout;
import io.imbridge.testkit.Page;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages about events for outsiders: one for each family of commands, a list of all commands, and the page that
 * leads to them.
 *
 * <p>They are made from the catalogue, the golden callbacks and a sentence for each command, so they cannot differ from
 * them. In the leading page and in the list only the text between marks is generated; the rest is written by hand.
 */
final class EventPages {
    static final Path FAMILIES = Path.of("docs/events");

    /** In these two pages only the text between marks is generated. */
    static final Path READERS = Path.of("docs/events.md");

    static final Path COMMANDS = FAMILIES.resolve("README.md");

    private static final Pattern MARKED =
            Pattern.compile("(<!-- (commands|value: (\\S+)) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private static final String BEFORE = "This is a [*before* command](../events.md#before-commands): it tells that "
            + "somebody wanted to do this. The service answers OK, which allows it.\n\n";

    private final Properties meanings = new Properties();
    private final Map<String, GoldenCallback> golden = new LinkedHashMap<>();
    private final Map<String, List<CallbackCommand>> families = new LinkedHashMap<>();
    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    EventPages() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("src/test/resources/event-meanings.properties"))) {
            meanings.load(reader);
        }
        GoldenCallback.all().forEach(callback -> golden.put(callback.name(), callback));
        CommandCatalog.all().forEach(command -> families.computeIfAbsent(family(command), first -> new ArrayList<>())
                .add(command));
        Page.of("docs/topics.md").table("Command").forEach(row -> columns.put(Page.code(row.get(0)), row));
    }

    /** The subjects of the sentences: commands and families. */
    Properties meanings() {
        return meanings;
    }

    /** Every page, by its path. */
    Map<Path, String> all() throws IOException {
        Map<Path, String> pages = new LinkedHashMap<>();
        for (Path marked : List.of(READERS, COMMANDS)) {
            pages.put(marked, filled(Files.readString(marked)));
        }
        families.forEach((family, commands) -> pages.put(FAMILIES.resolve(file(family)), page(family, commands)));
        return pages;
    }

    private String filled(String written) {
        return MARKED.matcher(written).replaceAll(mark -> Matcher.quoteReplacement(made(mark)));
    }

    private String made(MatchResult mark) {
        String inside = mark.group(3) == null ? commands() : values(mark.group(3));
        return mark.group(1) + inside + mark.group(4);
    }

    private String commands() {
        return families.entrySet().stream()
                .map(family -> "\n**[" + family.getKey() + "](" + file(family.getKey()) + ")** — "
                        + meanings.getProperty(family.getKey()) + "\n\n| Command | What it tells |\n|---|---|\n"
                        + family.getValue().stream().map(this::row).collect(joining()))
                .collect(joining())
                .concat("\n");
    }

    private String row(CallbackCommand command) {
        return "| [`" + command.name() + "`](" + file(family(command)) + "#" + Page.anchor(command.name()) + ") | "
                + meanings.getProperty(command.name()) + " |\n";
    }

    private String values(String name) {
        return golden.get(name).records().stream()
                .map(expected -> "\n" + block("json", JsonLayout.of(expected.get("value"))))
                .collect(joining("", "", "\n"));
    }

    private String page(String family, List<CallbackCommand> commands) {
        return "<!-- Made by EventPagesTest; do not edit. -->\n# " + family + "\n\n" + meanings.getProperty(family)
                + "\n\n[Events](../events.md) explains how to read an event, and what absent, empty and `extra` mean.\n"
                + commands.stream().map(this::section).collect(joining());
    }

    private String section(CallbackCommand command) {
        List<String> row = columns.get(command.name());
        assertThat(row).as("docs/topics.md has no row of %s", command.name()).isNotNull();
        return "\n## " + command.name() + "\n\n" + meanings.getProperty(command.name()) + "\n\n"
                + (command.phase() == Phase.BEFORE ? BEFORE : "")
                + "| Topic | Key | Event time |\n|---|---|---|\n| "
                + String.join(" | ", row.subList(1, 4)) + " |\n"
                + inAndOut(example(command));
    }

    private static String inAndOut(GoldenCallback example) {
        String body = JsonLayout.of(example.readBody());
        List<ExampleRecords.Shown> records = ExampleRecords.of(example.withBody(body));
        StringBuilder text = new StringBuilder("\nIn:\n\n");
        text.append(block("http", "POST /?" + example.query() + "\n\n" + body));
        for (int i = 0; i < records.size(); i++) {
            text.append(records.size() > 1 ? "\nOut, " + (i + 1) + " of " + records.size() + ":\n\n" : "\nOut:\n\n")
                    .append(block("text", records.get(i).head()))
                    .append('\n')
                    .append(block("json", JsonLayout.of(records.get(i).value())));
        }
        return text.toString();
    }

    private GoldenCallback example(CallbackCommand command) {
        GoldenCallback only = golden.get(command.name());
        GoldenCallback example = golden.getOrDefault(command.name() + "/example", only);
        return Objects.requireNonNull(example, () -> command.name() + " has no golden callback called example");
    }

    private static String block(String language, String text) {
        return "```" + language + "\n" + text + "\n```\n";
    }

    /** The vendor's service to which a command belongs. */
    static String family(CallbackCommand command) {
        return command.name().substring(0, command.name().indexOf('.'));
    }

    private static String file(String family) {
        return family.toLowerCase(Locale.ROOT) + ".md";
    }
}
