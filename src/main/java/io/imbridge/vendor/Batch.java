package io.imbridge.vendor;

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
    /** Groups that the vendor does not answer for. */
    static Batch failed(List<String> ids, String words) {
        Map<String, String> failed = new LinkedHashMap<>();
        ids.forEach(id -> failed.put(id, words));
        return new Batch(ids, null, Map.of(), failed);
    }
}
