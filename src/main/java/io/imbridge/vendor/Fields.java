package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of groups and topics: the vendor's names become those of profiles. */
final class Fields {
    static final String CUSTOM = "customFields";
    static final String TYPE = "groupType";

    /** What a topic belongs to; none has a type of its own. */
    static final String COMMUNITY = "Community";

    private static final Map<String, String> NAMES = names();
    private static final List<String> CUSTOM_LISTS = List.of("AppDefinedData", "UserDefinedDataList");

    private Fields() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Type", TYPE);
        names.put("Owner_Account", "owner");
        names.put("Name", "name");
        names.put("Introduction", "introduction");
        names.put("Notification", "notification");
        names.put("FaceUrl", "faceUrl");
        return names;
    }

    /**
     * Those of a group: document 1047/34961. Custom fields are told where the answer has a list of them, be it empty: the
     * page does not say whether a filter that does not name them leaves them out.
     */
    static ObjectNode ofGroup(JsonNode group) {
        return common(group);
    }

    /** Those of a topic: document 1047/49469. Custom fields that it does not tell are not known. */
    static ObjectNode ofTopic(JsonNode topic) {
        ObjectNode fields = common(topic);
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
        JsonNode custom = custom(subject);
        if (custom != null) {
            ObjectNode values = fields.putObject(CUSTOM);
            custom.forEach(entry -> {
                String key = VendorJson.text(entry, "Key");
                String value = VendorJson.text(entry, "Value");
                if (key != null && value != null) {
                    values.put(key, value);
                }
            });
        }
        JsonNode created = subject.path("CreateTime");
        if (created.canConvertToLong() && created.longValue() > 0) {
            fields.put("createdTime", Rfc3339.format(Instant.ofEpochSecond(created.longValue())));
        }
        return fields;
    }

    private static @Nullable JsonNode custom(JsonNode subject) {
        for (String name : CUSTOM_LISTS) {
            if (subject.path(name).isArray()) {
                return subject.get(name);
            }
        }
        return null;
    }
}
