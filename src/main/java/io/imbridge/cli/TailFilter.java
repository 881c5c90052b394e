package io.imbridge.cli;

import io.imbridge.events.CommandSet;
import io.imbridge.events.EntryFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects the records to print: a record must match all given options. */
final class TailFilter {
    @Option(
            names = "--command",
            paramLabel = "<command>",
            description =
                    "Only events of this command, such as Group.CallbackAfterCreateTopic or AfterCreateTopic. Can be"
                            + " repeated.")
    private @Nullable Set<String> commands;

    @Option(names = "--group", paramLabel = "<id>", description = "Only events of this group.")
    private @Nullable String group;

    @Option(names = "--operator", paramLabel = "<user>", description = "Only what this user did.")
    private @Nullable String operator;

    @Option(names = "--app", paramLabel = "<SDKAppID>", description = "Only events of this app.")
    private @Nullable String app;

    @Option(
            names = "--text",
            paramLabel = "<text>",
            description = "Only events whose sentence or value has this text, in any case of letters.")
    private @Nullable String text;

    /** The filter, available once the arguments are parsed. */
    EntryFilter filter() {
        return new EntryFilter(
                app, commands == null ? CommandSet.ANY : new CommandSet(commands), group, null, operator, text);
    }
}
