package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of groups and topics. It renames the vendor's fields to those of profiles. */
final class Fields {
    static final String CUSTOM = "customFields";
    static final String TYPE = "groupType";

    /** The group type of every topic. A topic has no type of its own. */
    static final String COMMUNITY = "Community";

    static final String NAME = ProfileField.NAME.eventName();

    private static final Map<String, String> NAMES = names();

    /** The end of the year 9999, in seconds since 1970. A later value is not a time. */
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
     * The fields of a group: document 1047/34961.
     *
     * @param asked the custom fields that were asked for; a field that is missing in the answer has no value
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

    /** The fields of a topic: document 1047/49469. The answer does not have the custom fields that callbacks have. */
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
