package io.imbridge.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of the two topics of profiles, with extreme values that people and faults can cause. They are the same in
 * each run.
 */
final class WildProfiles {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter RAW = JSON.writer();
    private static final ObjectWriter ESCAPED = RAW.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final int IDS = 20;

    /** How many of a hundred records end a profile, and how many are not profiles. */
    private static final int ENDS = 25;

    private static final int POISON = 5;

    /** Each is used in an id, in a name, and in names and values of custom fields. */
    private static final List<String> TEXTS = List.of(
            "",
            "Hill Walkers",
            "12345",
            "a:b/c d",
            "O'Neill \"Ed\"",
            "⛰ 💩 \u202Egnol\u202C",
            "\0",
            "a\0b\0\0",
            "\\u0000 \\\0 \\\\u0000 \\ud83d",
            "{\"a\":[1]}",
            "x".repeat(5000));

    /** UTF-8 cannot encode these, so they are written as escapes. */
    private static final List<String> HALVES = List.of(
            "\uD83D",
            "\uDCA9",
            "\uDCA9\uD83D",
            "a\uD83D\uD83D\uDCA9\uDCA9\\" + "\uD83D\\\\" + "\uDCA9",
            "\uD83D\\" + "\uDCA9");

    private static final List<byte[]> NO_PROFILES = List.of(
            "{oops".getBytes(UTF_8),
            "".getBytes(UTF_8),
            "[1]".getBytes(UTF_8),
            "\"text \\ud800\"".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            "{}".getBytes(UTF_8),
            "[".repeat(100_000).getBytes(UTF_8),
            new byte[] {-1, 0, -2});

    private final Random random = new Random(20261127);
    private final Map<ByteBuffer, ObjectNode> profiles = new HashMap<>();
    private final String prefix;
    private long version = 1_795_265_997_964_091L;

    /** Makes records for the topics that {@link #groups} and {@link #topics} name. */
    WildProfiles(String prefix) {
        this.prefix = prefix;
    }

    String groups() {
        return prefix + ".profile.groups";
    }

    String topics() {
        return prefix + ".profile.topics";
    }

    /** The next record. */
    ProducerRecord<byte[], byte[]> next() {
        boolean group = random.nextBoolean();
        String id = (group ? "@TGS#" : "@TGS#@TOPIC#") + random.nextInt(IDS) + any(TEXTS.subList(0, TEXTS.size() - 1));
        byte[] key = ("1400000000:" + id).getBytes(UTF_8);
        int lot = random.nextInt(100);
        byte[] value;
        if (lot < ENDS) {
            value = null;
        } else if (lot < ENDS + POISON) {
            value = noProfile(group, id);
        } else {
            value = profile(group, id, random.nextBoolean());
        }
        return new ProducerRecord<>(group ? groups() : topics(), key, value);
    }

    /** A group's profile with a key that is too long for a primary key. */
    ProducerRecord<byte[], byte[]> tooLong() {
        byte[] key = new byte[5000];
        random.nextBytes(key);
        return new ProducerRecord<>(groups(), key, profile(true, "too long", true));
    }

    private byte[] noProfile(boolean group, String id) {
        if (random.nextBoolean()) {
            return any(NO_PROFILES);
        }
        ObjectNode profile = plain(group, id, true);
        profile.put("version", "many").put("changedTime", "yesterday");
        return bytes(random.nextBoolean() ? profile : profile.without("version"), true);
    }

    /**
     * The profile in a value of these records; empty if it is not a profile. No JSON parser accepts all of the values.
     */
    Optional<ObjectNode> profile(byte[] value) {
        return Optional.ofNullable(profiles.get(ByteBuffer.wrap(value)));
    }

    private byte[] profile(boolean group, String id, boolean escaped) {
        ObjectNode profile = plain(group, id, escaped);
        byte[] value = bytes(profile, escaped);
        profiles.put(ByteBuffer.wrap(value), profile);
        return value;
    }

    private ObjectNode plain(boolean group, String id, boolean escaped) {
        ObjectNode profile = JSON.createObjectNode();
        profile.put("sdkAppId", "1400000000").put("groupId", group ? id : "@TGS#");
        if (group) {
            maybe(profile, "groupType", escaped);
            maybe(profile, "owner", escaped);
            map(profile, "attributes", escaped);
            profile.putArray("topicIds").add(text(escaped)).add(text(escaped));
        } else {
            profile.put("topicId", id);
        }
        for (String field : List.of("name", "introduction", "notification", "faceUrl", "changedBy")) {
            maybe(profile, field, escaped);
        }
        map(profile, "customFields", escaped);
        profile.put("createdTime", "2026-11-21T08:30:00.123Z");
        profile.put("changedTime", "2026-11-27T08:30:%02d.%03dZ".formatted(random.nextInt(60), 1 + random.nextInt(9)));
        profile.putObject("fields")
                .putObject("customFields." + text(escaped))
                .put("time", "2026-11-27T08:30:00.123Z")
                .put("source", "callback");
        return profile.put("complete", random.nextBoolean()).put("version", version++);
    }

    private void maybe(ObjectNode profile, String field, boolean escaped) {
        if (random.nextBoolean()) {
            profile.put(field, text(escaped));
        }
    }

    private void map(ObjectNode profile, String field, boolean escaped) {
        if (random.nextBoolean()) {
            profile.putObject(field).put("a" + text(escaped), text(escaped)).put("b" + text(escaped), text(escaped));
        }
    }

    private String text(boolean escaped) {
        return any(escaped && random.nextInt(4) == 0 ? HALVES : TEXTS);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] bytes(ObjectNode profile, boolean escaped) {
        try {
            return (escaped ? ESCAPED : RAW).writeValueAsString(profile).getBytes(UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
