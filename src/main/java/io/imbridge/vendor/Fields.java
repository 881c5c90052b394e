package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields of groups and topics: the vendor's names become those of profiles. */
final class Fields {
    static final String CUSTOM = "customFields";
    static final String TYPE = "groupType";

    /** What a topic belongs to; none has a type of its own. */
    static final String COMMUNITY = "Community";

    static final String NAME = ProfileField.NAME.eventName();

    private static final Map<String, String> NAMES = names();

    /** The end of the year 9999, in seconds: what is later is no time of day. */
    private static final long LAST = 253_402_300_799L;

    private Fields() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Type", TYPE);
        names.put("Owner_Account", "owner");
        for (ProfileField field : ProfileField.values()) {
            names.put(field.vendorName(), field.eventName());
        }
        return names;
    }

    /**
     * Those of a group: document 1047/34961.
     *
     * @param asked the custom fields that were asked for: one that is not in the answer's list has no value
     */
    static ObjectNode ofGroup(JsonNode group, List<String> asked) {
        ObjectNode fields = common(group);
        JsonNode custom = group.path("AppDefinedData");
        if (custom.isArray() && (!asked.isEmpty() || !custom.isEmpty())) {
            ObjectNode values = VendorJson.MAPPER.createObjectNode();
            asked.forEach(values::putNull);
            custom.forEach(entry -> {
                String key = VendorJson.text(entry, "Key");
                String value = VendorJson.text(entry, "Value");
                if (key != null && value != null) {
                    values.put(key, value);
                }
            });
            fields.set(CUSTOM, values);
        }
        return fields;
    }

    /** Those of a topic: document 1047/49469. What callbacks call its custom fields is not in the answer. */
    static ObjectNode ofTopic(JsonNode topic) {
        ObjectNode fields = common(topic);
        String name = VendorJson.text(topic, "TopicName");
        if (name != null) {
            fields.put(NAME, name);
        }
        fields.remove("owner");
        return fields.has(TYPE) ? fields : fields.put(TYPE, COMMUNITY);
    }

    private static ObjectNode common(JsonNode subject) {
        ObjectNode fields = VendorJson.MAPPER.createObjectNode();
        NAMES.forEach((vendors, ours) -> {
            String value = VendorJson.text(subject, vendors);
            if (value != null) {
                fields.put(ours, value);
            }
        });
        JsonNode created = subject.path("CreateTime");
        if (created.canConvertToLong() && created.longValue() > 0 && created.longValue() <= LAST) {
            fields.put("createdTime", Rfc3339.format(Instant.ofEpochSecond(created.longValue())));
        }
        return fields;
    }
}
