package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whom a read tells, and whose profiles it compares: one that was broken off goes on for no other.
 *
 * @param cluster the id of Kafka's cluster
 * @param prefix what the topics' names begin with
 * @param isDry whether nothing is published
 */
record ReadScope(String cluster, String prefix, boolean isDry) {
    static ReadScope of(JsonNode json) {
        return new ReadScope(
                json.path("cluster").asText(),
                json.path("prefix").asText(),
                json.path("isDry").asBoolean());
    }

    void putInto(ObjectNode json) {
        json.put("cluster", cluster).put("prefix", prefix).put("isDry", isDry);
    }
}
