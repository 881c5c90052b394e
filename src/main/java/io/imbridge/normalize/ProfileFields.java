package io.imbridge.normalize;

import io.imbridge.callback.ProfileField;
import java.util.List;
import java.util.Set;

/**
 * Writes the fields that only profile commands have: lists of topics, changes, custom fields, attributes.
 *
 * <p>The vendor's documents: "After a Topic Is Created", "Topic Profile Change Webhook", "After a Topic Is Deleted",
 * "After Modifying Group Profiles", "After a Group Is Created", "Callback After the Group Owner Changed", "Callback
 * After Group Attribute Changed". A field that is absent is unchanged; an empty string means that it was cleared.
 */
final class ProfileFields {
    private static final List<ProfileField> FIELDS = List.of(ProfileField.values());
    private static final PairList CUSTOM_FIELDS = new PairList("UserDefinedDataList", "Key", "Value");
    private static final PairList ATTRIBUTES = new PairList("GroupAttr", "key", "value");

    /**
     * The vendor's words for attributes that were all replaced, and for attributes that were changed in part. Its other
     * words are "delete" and "clear".
     */
    private static final Set<String> HAVE_THEIR_VALUES = Set.of("set", "modify");

    private ProfileFields() {}

    /** Writes the list of topics. The vendor's tables say that it is a string; its samples show an array of strings. */
    static void writeTopicIds(JsonMembers body, JsonWriter out) {
        JsonSlice list = body.get("TopicIdList");
        if (list == null) {
            return;
        }
        if (list.isString()) {
            out.name("topicIds").begin('[').value(list).end(']');
            body.take("TopicIdList");
        } else if (list.isArray() && JsonReader.elements(list).stream().allMatch(JsonSlice::isString)) {
            out.name("topicIds").value(list);
            body.take("TopicIdList");
        }
    }

    /** Writes what a group or topic looks like, as far as the body says. */
    static void writeProfile(JsonMembers body, JsonWriter out) {
        writeChanges(body, out);
        CUSTOM_FIELDS.write(body, "customFields", out);
        writeAttributes(body, out);
    }

    private static void writeChanges(JsonMembers body, JsonWriter out) {
        boolean any = false;
        for (ProfileField change : FIELDS) {
            JsonSlice value = body.takeString(change.vendorName());
            if (value != null) {
                if (!any) {
                    out.name("changes").begin('{');
                    any = true;
                }
                out.name(change.eventName()).value(value);
            }
        }
        if (any) {
            out.end('}');
        }
    }

    /**
     * Writes the attributes that have the given values from now on. If the body says that they were deleted or cleared,
     * or names an operation that we do not know, its list stays unchanged.
     */
    private static void writeAttributes(JsonMembers body, JsonWriter out) {
        JsonSlice option = body.get("OptionType");
        if (option == null || (option.isString() && HAVE_THEIR_VALUES.contains(option.text()))) {
            ATTRIBUTES.write(body, "attributes", out);
        }
    }
}
