package io.imbridge.cli;

import io.imbridge.events.EntryFilter;
import io.imbridge.events.Since;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is printed of all there is: everything that is given must fit. */
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

    @Option(
            names = "--from",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Begin with what came in since then: 90s, 10m, 2h or 3d ago, or a time in RFC 3339.")
    private @Nullable Instant from;

    /** It, once the arguments are read. */
    EntryFilter filter() {
        return new EntryFilter(app, commands == null ? Set.of() : commands, group, null, operator, text);
    }

    /** From when on; null for everything. */
    @Nullable
    Instant from() {
        return from;
    }

    /** A time, as people write it. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Since.parse(text, Instant.now());
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(String.valueOf(none.getMessage()));
            }
        }
    }
}
