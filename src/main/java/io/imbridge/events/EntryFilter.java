package io.imbridge.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see: all that is given must fit, and nothing is an expression.
 *
 * @param commands any of these, by their names or without {@code Callback} or their service: {@code AfterCreateTopic}
 * @param text stands in the sentence or in the first {@link EntryReader#KEPT} bytes of the value, in any case of letters
 */
public record EntryFilter(
        @Nullable String app,
        Set<String> commands,
        @Nullable String group,
        @Nullable String topicId,
        @Nullable String operator,
        @Nullable String text) {
    /** What fits everything. */
    public static final EntryFilter ALL = new EntryFilter(null, Set.of(), null, null, null, null);

    private static final String TYPE = "com.tencent.im.";

    /** With its commands and its text in the form in which they are compared. */
    public EntryFilter {
        Set<String> compared = new TreeSet<>();
        commands.forEach(command -> compared.add(name(command)));
        commands = compared;
        text = text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Whether an entry can be shown. */
    public boolean matches(Entry entry) {
        return fits(app, entry.sdkAppId())
                && fits(group, entry.groupId())
                && (fits(topicId, entry.topicId()) || isInList(entry))
                && fits(operator, entry.operator())
                && (commands.isEmpty() || fitsCommand(entry.command()))
                && (text == null || holds(entry, text));
    }

    /** Whether a record may become an entry that can be shown: false only where its headers say that it cannot. */
    public boolean mayMatch(ConsumerRecord<byte[], byte[]> record) {
        String type = commands.isEmpty() ? null : RecordFields.header(record, "ce_type");
        String sdkAppId = app == null ? null : RecordFields.header(record, "ce_sdkappid");
        return (type == null || !type.startsWith(TYPE) || fitsCommand(type.substring(TYPE.length())))
                && (sdkAppId == null || sdkAppId.equals(app));
    }

    private static boolean fits(@Nullable String wanted, @Nullable String found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    private boolean fitsCommand(@Nullable String command) {
        if (command == null) {
            return false;
        }
        String whole = name(command);
        return commands.contains(whole) || commands.contains(whole.substring(whole.indexOf('.') + 1));
    }

    /** Of topics that end, a list is told. */
    private boolean isInList(Entry entry) {
        return entry.topicId() == null
                && entry.command() != null
                && entry.command().endsWith("AfterTopicDestroyed")
                && new String(entry.text(), UTF_8).contains("\"" + topicId + "\"");
    }

    private static boolean holds(Entry entry, String wanted) {
        return (entry.sentence().text().toLowerCase(Locale.ROOT).contains(wanted)
                || new String(entry.text(), UTF_8).toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Of the command's name and of its topic's: {@code group.aftercreatetopic}. */
    private static String name(String command) {
        return command.replace("Callback", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
