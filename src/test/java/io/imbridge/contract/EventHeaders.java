package io.imbridge.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.GoldenCallback;
import java.util.List;

/** The headers of a record in binary mode, as a JSON Schema. */
final class EventHeaders {
    private static final List<String> SOMETIMES =
            List.of("ce_subject", "dead_letter_reason", "dead_letter_resent", "traceparent");

    private static final String ALL = """
        {
          "ce_specversion": {
            "description": "The version of CloudEvents.",
            "type": "string",
            "const": "1.0"
          },
          "ce_type": {
            "description": "The vendor's command, with a prefix.",
            "type": "string",
            "pattern": "^com\\\\.tencent\\\\.im\\\\..+$"
          },
          "ce_source": {
            "description": "The app.",
            "type": "string",
            "pattern": "^/tencent-im/[0-9]{1,20}$"
          },
          "ce_id": {
            "description": "The event's id. Equal for a callback that was delivered twice where its body has an event time in milliseconds, for each event of a batch that was, and for a record that is written twice; else one for each arrival.",
            "type": "string",
            "format": "uuid"
          },
          "ce_subject": {
            "description": "The record's key, with controls, noncharacters and the percent sign percent-encoded. Absent where the record has no key, or one that this would make over 32 KiB longer.",
            "type": "string"
          },
          "ce_time": {
            "description": "When it happened, where the callback says so; else when it arrived.",
            "type": "string",
            "format": "date-time"
          },
          "ce_sdkappid": {
            "description": "The app.",
            "type": "string",
            "pattern": "^[0-9]{1,20}$"
          },
          "ce_sequence": {
            "description": "A number below 2^53 that grows with every arrival. Compare it within one instance of the service.",
            "type": "string",
            "pattern": "^[0-9]{1,16}$"
          },
          "ce_receivedtime": {
            "description": "When it arrived.",
            "type": "string",
            "format": "date-time"
          },
          "ce_fingerprint": {
            "description": "SHA-256, in hex, over app id, a zero byte, command, a zero byte, body bytes without the NULs and white space behind the body. Equal for callbacks that say the same.",
            "type": "string",
            "pattern": "^[0-9a-f]{64}$"
          },
          "content-type": {
            "description": "What the value is.",
            "type": "string"
          },
          "traceparent": {
            "description": "The trace that the callback's request belongs to, as W3C's Trace Context names it. Only where the service traces.",
            "type": "string",
            "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"
          },
          "dead_letter_reason": {
            "description": "Why it is a dead letter.",
            "type": "string",
            "examples": ["not-json", "record-too-large"]
          },
          "dead_letter_resent": {
            "description": "The partition and the offset of the dead letter that it was. Only on events that somebody sent again.",
            "type": "string",
            "pattern": "^[0-9]+/[0-9]+$"
          }
        }\
        """;

    private EventHeaders() {}

    /** The headers of an event. */
    static ObjectNode ofEvents() {
        ObjectNode headers = all();
        headers.remove("dead_letter_reason");
        headers.withObject("/content-type").put("const", "application/json");
        return schema(headers);
    }

    /** Those of a dead letter. */
    static ObjectNode ofDeadLetters() {
        ObjectNode headers = all();
        headers.remove("dead_letter_resent");
        headers.withObject("/content-type").put("const", "application/octet-stream");
        ObjectNode schema = schema(headers);
        schema.withArray("required").add("dead_letter_reason");
        return schema;
    }

    private static ObjectNode schema(ObjectNode headers) {
        ObjectNode schema = GoldenCallback.JSON.createObjectNode().put("type", "object");
        headers.fieldNames().forEachRemaining(name -> {
            if (!SOMETIMES.contains(name)) {
                schema.withArray("required").add(name);
            }
        });
        return schema.set("properties", headers);
    }

    private static ObjectNode all() {
        try {
            return (ObjectNode) GoldenCallback.JSON.readTree(ALL);
        } catch (JsonProcessingException mistyped) {
            throw new IllegalStateException(mistyped);
        }
    }
}
