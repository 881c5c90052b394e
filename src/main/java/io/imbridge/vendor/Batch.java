package io.imbridge.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's answers about some groups and their topics.
 *
 * @param info null if the vendor gave no answer; then all groups are in {@code failed}
 * @param topics the topics of the communities, by group
 * @param failed the groups that could not be read, with the vendor's words
 */
record Batch(
        List<String> ids,
        VendorAnswer.@Nullable Profiles info,
        Map<String, VendorAnswer.Profiles> topics,
        Map<String, String> failed) {
    /** A batch of groups about which the vendor gave no answer. */
    static Batch failed(List<String> ids, String words) {
        Map<String, String> failed = new LinkedHashMap<>();
        ids.forEach(id -> failed.put(id, words));
        return new Batch(ids, null, Map.of(), failed);
    }
}
