package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.RefusedException;
import io.imbridge.testkit.BodyRebuilder;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes as a body for the normalizer: it makes events or refuses, and nothing else. From its events the body can be
 * restored, as another JSON parser reads it. The first byte selects the command: {@code 1} is the first.
 */
public final class NormalizerFuzz {
    private static final List<String> COMMANDS = List.of(
            "Group.CallbackAfterCreateTopic",
            "Group.CallbackAfterTopicInfoChanged",
            "Group.CallbackAfterTopicDestroyed",
            "Group.CallbackAfterGroupInfoChanged",
            "Group.CallbackAfterTomorrow",
            "State.StateChange",
            "Push.OfflinePush",
            "Group.CallbackAfterCreateGroup",
            "Group.CallbackAfterChangeGroupOwner",
            "Group.CallbackAfterGroupAttrChanged");
    private static final Normalizer NORMALIZER = new Normalizer(new EventIds(new SecureRandom()));
    private static final ObjectMapper READER = reader();

    /** Like {@link #READER}, but for bytes and stricter: as consumers have it, except for numbers. */
    private static final ObjectMapper DEFAULT = GoldenCallback.JSON;

    private NormalizerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        String command = COMMANDS.get(Math.floorMod(data[0] - '1', COMMANDS.size()));
        byte[] body = Arrays.copyOfRange(data, 1, data.length);
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + command);
        List<ImEvent> events;
        try {
            events = NORMALIZER.normalize(
                    new RawCallback("1400000000", true, query, GoldenCallback.RECEIVED, body.clone()));
        } catch (RefusedException refused) {
            return;
        }
        try {
            assertGivesBack(command, body, events);
        } catch (NumberFormatException beyondTheOtherParser) {
            // Numbers with more digits in the exponent than Java can hold are carried unchanged.
        } catch (JsonParseException unreadable) {
            // Jackson no longer reads names with half of a surrogate pair; BodyNamesTest covers them.
            if (!unreadable.getOriginalMessage().matches("(?s).*surrogate.* in field name.*")) {
                throw unreadable;
            }
        }
    }

    private static void assertGivesBack(String command, byte[] body, List<ImEvent> events) throws IOException {
        List<JsonNode> rebuilt = new ArrayList<>();
        for (ImEvent event : events) {
            JsonNode value = DEFAULT.readTree(event.value());
            if (!value.get("command").textValue().equals(command)) {
                throw new AssertionError("another command: " + value);
            }
            rebuilt.add(BodyRebuilder.rebuild(value));
        }
        List<ObjectNode> expected = BodyRebuilder.canonical(CommandCatalog.find(command), readBody(body));
        if (!rebuilt.equals(expected)) {
            throw new AssertionError("lost on the way: " + expected + " became " + rebuilt);
        }
    }

    private static JsonNode readBody(byte[] body) throws IOException {
        String text = new String(body, UTF_8).replaceFirst("^\uFEFF", "").replaceFirst("[\\x00\\s]+$", "");
        return READER.readTree(text);
    }

    /** As strict as a consumer's, except for the comments in the vendor's samples. */
    private static ObjectMapper reader() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        return mapper;
    }
}
