package io.imbridge.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see: all that is given must fit, and nothing is an expression.
 *
 * @param commands any of these
 * @param text stands in the sentence or in the first {@link EntryReader#KEPT} bytes of the value, in any case of letters
 */
public record EntryFilter(
        @Nullable String app,
        CommandSet commands,
        @Nullable String group,
        @Nullable String topicId,
        @Nullable String operator,
        @Nullable String text) {
    /** What fits everything. */
    public static final EntryFilter ALL = new EntryFilter(null, CommandSet.ANY, null, null, null, null);

    private static final String TYPE = "com.tencent.im.";

    /** With its text in the form in which it is compared. */
    public EntryFilter {
        text = text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Whether an entry can be shown. */
    public boolean matches(Entry entry) {
        return fits(app, entry.sdkAppId())
                && fits(group, entry.groupId())
                && (fits(topicId, entry.topicId()) || isInList(entry))
                && fits(operator, entry.operator())
                && commands.fits(entry.command())
                && (text == null || holds(entry, text));
    }

    /** Whether a record may become an entry that can be shown: false only where its headers say that it cannot. */
    public boolean mayMatch(ConsumerRecord<byte[], byte[]> record) {
        String type = commands.isAny() ? null : RecordFields.header(record, "ce_type");
        String sdkAppId = app == null ? null : RecordFields.header(record, "ce_sdkappid");
        return (type == null || !type.startsWith(TYPE) || commands.fits(type.substring(TYPE.length())))
                && (sdkAppId == null || sdkAppId.equals(app));
    }

    private static boolean fits(@Nullable String wanted, @Nullable String found) {
        return wanted == null || Objects.equals(wanted, found);
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
}
