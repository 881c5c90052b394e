package io.imbridge.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Selects the entries that a reader wants to see. All given conditions must fit; no condition is an expression.
 *
 * @param commands the commands of which one must fit
 * @param text must occur in the sentence or in the first {@link EntryReader#KEPT} bytes of the value, in any case
 *     of letters
 */
public record EntryFilter(
        @Nullable String app,
        CommandSet commands,
        @Nullable String group,
        @Nullable String topicId,
        @Nullable String operator,
        @Nullable String text) {
    /** Fits everything. */
    public static final EntryFilter ALL = new EntryFilter(null, CommandSet.ANY, null, null, null, null);

    private static final String TYPE = "com.tencent.im.";

    /** Brings the text into the form in which it is compared. */
    public EntryFilter {
        text = text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Whether an entry fits. */
    public boolean matches(Entry entry) {
        return fits(app, entry.sdkAppId())
                && fits(group, entry.groupId())
                && (fits(topicId, entry.topicId()) || isInList(entry))
                && fits(operator, entry.operator())
                && commands.fits(entry.command())
                && (text == null || holds(entry, text));
    }

    /** Whether the entry of a record may fit: false only if the record's headers rule it out. */
    public boolean mayMatch(ConsumerRecord<byte[], byte[]> record) {
        String type = commands.isAny() ? null : RecordFields.header(record, "ce_type");
        String sdkAppId = app == null ? null : RecordFields.header(record, "ce_sdkappid");
        return (type == null || !type.startsWith(TYPE) || commands.fits(type.substring(TYPE.length())))
                && (sdkAppId == null || sdkAppId.equals(app));
    }

    private static boolean fits(@Nullable String wanted, @Nullable String found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    /** The callback of deleted topics has a list of their ids. */
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
