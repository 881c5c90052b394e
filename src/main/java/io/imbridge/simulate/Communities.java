package io.imbridge.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CommandCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Simulates many communities at the same time. Each is created, gets topics, members, messages and new names, and is
 * destroyed; then another one takes its place.
 */
final class Communities implements Scenario {
    private static final int TOPICS = 3;

    /**
     * A callback in the life of a community.
     *
     * @param command its command
     * @param topic the number of its topic; 0 for the community itself
     */
    private record Step(String command, int topic) {}

    private static final List<Step> LIFE = List.of(
            new Step("Group.CallbackAfterCreateGroup", 0),
            new Step("Group.CallbackAfterNewMemberJoin", 0),
            new Step("Group.CallbackAfterCreateTopic", 1),
            new Step("Group.CallbackAfterCreateTopic", 2),
            new Step("Group.CallbackAfterSendMsg", 1),
            new Step("Group.CallbackAfterTopicInfoChanged", 1),
            new Step("Group.CallbackAfterNewMemberJoin", 0),
            new Step("Group.CallbackAfterSendMsg", 2),
            new Step("Group.CallbackAfterSendMsg", 1),
            new Step("Group.CallbackAfterGroupInfoChanged", 0),
            new Step("Group.CallbackAfterCreateTopic", TOPICS),
            new Step("Group.CallbackAfterSendMsg", TOPICS),
            new Step("Group.CallbackAfterTopicInfoChanged", 2),
            new Step("Group.CallbackAfterMemberExit", 0),
            new Step("Group.CallbackAfterSendMsg", TOPICS),
            new Step("Group.CallbackAfterGroupInfoChanged", 0),
            new Step("Group.CallbackAfterTopicDestroyed", TOPICS),
            new Step("Group.CallbackAfterGroupDestroyed", 0));

    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private final int communities;
    private final String run;
    private final Times times;
    private long sent;

    /**
     * Simulates this many communities at a time.
     *
     * @param run a text that all their ids contain: lower-case letters and digits
     */
    Communities(int communities, String run, Times times) {
        this.communities = communities;
        this.run = run;
        this.times = times;
        LIFE.forEach(step -> samples.computeIfAbsent(step.command(), name -> Sample.of(CommandCatalog.find(name))));
    }

    @Override
    public Callback next() {
        long round = sent / communities;
        Step step = LIFE.get((int) (round % LIFE.size()));
        long number = round / LIFE.size() * communities + sent % communities;
        sent++;
        Sample sample = Objects.requireNonNull(samples.get(step.command()));
        ObjectNode body = sample.body().deepCopy();
        fill(body, "@TGS#_@TGS#c" + run + Long.toString(number, Character.MAX_RADIX), step.topic(), round);
        times.refresh(body);
        return new Callback(sample.query(), Sample.write(body));
    }

    private static void fill(ObjectNode body, String community, int topic, long round) {
        body.put("GroupId", community);
        body.put("Type", "Community");
        if (body.has("TopicId")) {
            body.put("TopicId", topic(community, topic));
        }
        if (body.has("TopicIdList")) {
            ArrayNode topics = body.putArray("TopicIdList");
            for (int i = 1; i <= topic; i++) {
                topics.add(topic(community, i));
            }
        }
        if (body.has("Name")) {
            body.put("Name", (topic == 0 ? "Community " : "Topic " + topic + ", ") + round);
        }
        if (body.has("MsgSeq")) {
            body.put("MsgSeq", round + 1);
        }
    }

    private static String topic(String community, int number) {
        return community + "@TOPIC#_@TOPIC#c" + number;
    }
}
