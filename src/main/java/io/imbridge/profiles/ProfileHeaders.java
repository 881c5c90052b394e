package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Subject;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The headers of a profile's record: CloudEvents 1.0, in binary mode. */
final class ProfileHeaders {
    static final String GROUP_TYPE = "io.imbridge.GroupProfile";
    static final String TOPIC_TYPE = "io.imbridge.TopicProfile";
    private static final String CORRECTION_TYPE = "io.imbridge.ProfileCorrection";
    static final String NO_EVENT = "no-event";
    static final String DEAD_LETTER_REASON = "dead_letter_reason";

    private ProfileHeaders() {}

    /**
     * Makes the headers of a profile.
     *
     * @param id the id of the group or the topic
     * @param hasValue whether the record has a profile; otherwise it reports an end
     */
    static Headers of(String type, String sdkAppId, String id, long version, String changedTime, boolean hasValue) {
        Headers headers = event(type, sdkAppId, id, Long.toString(version), changedTime);
        if (hasValue) {
            add(headers, "content-type", "application/json");
        }
        return headers;
    }

    /**
     * Makes the headers of a correction.
     *
     * @param id the id of the group or the topic
     * @param version the version of the corrected profile
     * @param asked when the question was sent
     */
    static Headers ofCorrection(String sdkAppId, String id, long version, String asked) {
        Headers headers = event(CORRECTION_TYPE, sdkAppId, id, version + "/correction", asked);
        add(headers, "content-type", "application/json");
        return headers;
    }

    private static Headers event(String type, String sdkAppId, String id, String number, String time) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_type", type);
        add(headers, "ce_source", "/tencent-im/" + sdkAppId);
        add(headers, "ce_id", Change.key(sdkAppId, id) + "/" + number);
        add(headers, "ce_subject", Subject.of(id));
        add(headers, "ce_time", time);
        return headers;
    }

    /** Makes the headers of a dead letter: the record's own headers, and the reason. */
    static Headers ofDeadLetter(Headers own, String reason) {
        Headers headers = new RecordHeaders(own.toArray());
        headers.remove("content-type");
        add(headers, "content-type", "application/octet-stream");
        add(headers, DEAD_LETTER_REASON, reason);
        return headers;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }
}
