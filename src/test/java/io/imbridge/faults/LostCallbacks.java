package io.imbridge.faults;

import static io.imbridge.testkit.Callbacks.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.VendorGroups;
import java.util.Random;

/**
 * The actions of users in communities: the vendor's data change, and a callback reports the change or is refused.
 *
 * <p>Several threads may use it in turn.
 */
final class LostCallbacks {
    private static final int TOPICS = 5;
    private static final String FOREIGN = "SdkAppid=1400009999&CallbackCommand=%s&contenttype=json";

    private final VendorGroups.InMemory truth;
    private final int port;
    private final Random random;
    private int refused;

    LostCallbacks(VendorGroups.InMemory truth, int port, long seed) {
        this.truth = truth;
        this.port = port;
        this.random = new Random(seed);
    }

    static String group(int number) {
        return String.format("@TGS#_@TGS#c%05d", number);
    }

    static String topic(int number, int topic) {
        return group(number) + "@TOPIC#_@TOPIC#" + topic;
    }

    /** Creates a community with its topics; some of them change, and a few end. */
    void live(int number) {
        String id = group(number);
        create(number, false);
        for (int topic = 0; topic < TOPICS; topic++) {
            String topicId = topic(number, topic);
            truth.putTopic(id, topicId, "Topic " + topic);
            ObjectNode created = body(id).put("TopicId", topicId).put("Name", "Topic " + topic);
            tell("Group.CallbackAfterCreateTopic", created, false);
        }
        rename(number, "Community " + number + " renamed", false);
        String topic = topic(number, random.nextInt(TOPICS));
        truth.putTopic(id, topic, "Renamed");
        tell(
                "Group.CallbackAfterTopicInfoChanged",
                body(id).put("TopicId", topic).put("Name", "Renamed"),
                false);
        if (number % 10 == 0) {
            truth.removeTopic(id, topic);
            ObjectNode destroyed = body(id);
            destroyed.putArray("TopicIdList").add(topic);
            tell("Group.CallbackAfterTopicDestroyed", destroyed, false);
        }
        if (number % 25 == 0) {
            truth.remove(id);
            tell("Group.CallbackAfterGroupDestroyed", body(id), false);
        }
    }

    synchronized void create(int number, boolean isSure) {
        truth.put(group(number), "Community", "Community " + number);
        ObjectNode created = body(group(number)).put("Owner_Account", "leckie").put("Name", "Community " + number);
        tell("Group.CallbackAfterCreateGroup", created, isSure);
    }

    /**
     * Gives a community a new name, whose callback arrives certainly or perhaps. It does nothing if the group does not
     * exist any more.
     */
    synchronized void rename(int number, String name, boolean isSure) {
        ObjectNode group = truth.group(group(number));
        if (group != null) {
            truth.put(group(number), "Community", name);
            tell("Group.CallbackAfterGroupInfoChanged", body(group(number)).put("Name", name), isSure);
        }
    }

    /** Sends a callback. One in ten is refused, because it names an unknown app. */
    private void tell(String command, ObjectNode body, boolean isSure) {
        boolean isRefused = !isSure && random.nextInt(10) == 0;
        refused += isRefused ? 1 : 0;
        String query = isRefused ? FOREIGN.formatted(command) : query(command);
        int status = Http.post(port, query, body.toString()).statusCode();
        if (isRefused == (status == 200)) {
            throw new AssertionError(command + " was answered with " + status);
        }
    }

    int refused() {
        return refused;
    }

    private static ObjectNode body(String group) {
        return GoldenCallback.JSON
                .createObjectNode()
                .put("GroupId", group)
                .put("Type", "Community")
                .put("Operator_Account", "leckie");
    }
}
