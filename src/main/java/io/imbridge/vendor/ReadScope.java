package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The place to which a read publishes and whose profiles it compares. An interrupted read never continues with another
 * scope.
 *
 * @param cluster the id of the Kafka cluster
 * @param prefix the prefix of the topics' names
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
