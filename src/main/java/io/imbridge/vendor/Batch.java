package io.imbridge.vendor;

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
        Map<String, String> failed) {}
