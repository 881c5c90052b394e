package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.Rfc3339;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the value of an event. Every command uses the same names for the same things. */
final class EventWriter {
    /** Space for the names and times that an event has in addition to its body. */
    private static final int OWN_LENGTH = 400;

    private EventWriter() {}

    /**
     * Writes one event and takes everything that it writes out of the body.
     *
     * @param body the members of the body, or of one event of a batch
     * @param shared the fields that a batch has for all its events; they go under {@code extra}
     * @return JSON in UTF-8
     */
    static byte[] write(
            RawCallback callback,
            CallbackCommand command,
            @Nullable EventTime time,
            JsonMembers body,
            JsonMembers shared) {
        JsonWriter out = new JsonWriter(OWN_LENGTH + (int) body.length());
        out.begin('{');
        out.name("command").plain(command.name());
        out.name("sdkAppId").plain(callback.sdkAppId());
        string(body, "GroupId", "groupId", out);
        string(body, "TopicId", "topicId", out);
        if (command.shape() == Shape.PROFILE) {
            ProfileFields.writeTopicIds(body, out);
            string(body, "Type", "groupType", out);
        }
        string(body, "Operator_Account", "operator", out);
        if (command.shape() == Shape.PROFILE) {
            string(body, command.owner(), "owner", out);
            ProfileFields.writeProfile(body, out);
        }
        if (time != null) {
            out.name("eventTime").plain(Rfc3339.format(time.instant()));
        }
        out.name("receivedTime").plain(Rfc3339.format(callback.receivedTime()));
        writeClient(callback.query(), out);
        writeExtra(body, shared, out);
        return out.end('}').toBytes();
    }

    private static void string(JsonMembers body, String field, String name, JsonWriter out) {
        JsonSlice value = body.takeString(field);
        if (value != null) {
            out.name(name).value(value);
        }
    }

    private static void writeClient(CallbackQuery query, JsonWriter out) {
        String ip = query.clientIp();
        String platform = query.platform();
        if (ip == null && platform == null) {
            return;
        }
        out.name("client").begin('{');
        if (ip != null) {
            out.name("ip").text(ip);
        }
        if (platform != null) {
            out.name("platform").text(platform);
        }
        out.end('}');
    }

    private static void writeExtra(JsonMembers body, JsonMembers shared, JsonWriter out) {
        if (body.rest().isEmpty() && shared.rest().isEmpty()) {
            return;
        }
        out.name("extra").begin('{');
        body.rest().values().forEach(member -> out.name(member.name()).value(member.value()));
        if (!shared.rest().isEmpty()) {
            writeShared(body, shared, out);
        }
        out.end('}');
    }

    /**
     * No two names are the same: a field of the event keeps its name, and a field of the batch with this name is
     * renamed.
     */
    private static void writeShared(JsonMembers body, JsonMembers shared, JsonWriter out) {
        Set<String> names = new HashSet<>(shared.rest().keySet());
        names.addAll(body.rest().keySet());
        for (Map.Entry<String, JsonMembers.Member> member : shared.rest().entrySet()) {
            String prefix = body.rest().containsKey(member.getKey()) ? "Batch." : "";
            while (!prefix.isEmpty() && !names.add(prefix + member.getKey())) {
                prefix += "Batch.";
            }
            if (prefix.length() + member.getValue().name().length() - 2 > ReaderLimits.NAME) {
                throw new RefusedException(Refusal.TOO_LONG);
            }
            out.name(prefix, member.getValue().name()).value(member.getValue().value());
        }
    }
}
