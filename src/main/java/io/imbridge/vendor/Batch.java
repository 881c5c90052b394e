package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor says of some groups and of their topics.
 *
 * @param info null where the vendor answered nothing; then all are in {@code failed}
 * @param topics those of the communities among them, by group
 * @param failed what could not be read, by group, with the vendor's words
 */
record Batch(
        List<String> ids,
        VendorAnswer.@Nullable Profiles info,
        Map<String, VendorAnswer.Profiles> topics,
        Map<String, String> failed) {

    /** Asks, and waits for all answers. What is not answered is in the result. */
    static Batch ask(VendorApi api, List<String> ids) throws InterruptedException {
        Map<String, String> failed = new LinkedHashMap<>();
        Map<String, VendorAnswer.Profiles> topics = new LinkedHashMap<>();
        VendorAnswer.Profiles info;
        try {
            info = api.groupInfo(ids);
        } catch (VendorException none) {
            ids.forEach(id -> failed.put(id, none.sentence()));
            return new Batch(ids, null, topics, failed);
        }
        failed.putAll(info.failed());
        for (Map.Entry<String, ObjectNode> group : info.found().entrySet()) {
            if (Fields.COMMUNITY.equals(VendorJson.text(group.getValue(), Fields.TYPE))) {
                try {
                    topics.put(group.getKey(), api.topics(group.getKey()));
                } catch (VendorException none) {
                    failed.put(group.getKey(), "topics: " + none.sentence());
                }
            }
        }
        return new Batch(ids, info, topics, failed);
    }
}
