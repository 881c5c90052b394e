package io.imbridge.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.Callbacks;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The vendor's callbacks about one group and its topics: random, and not always in the order of the events. */
final class ProfileStory {
    /** A callback: its command and its body. */
    record Callback(String command, String body) {
        String query() {
            return Callbacks.query(command);
        }
    }

    private static final int LONGEST_AGO = 60_000;
    private static final int TOPICS = 4;
    private static final List<String> PARTS =
            Arrays.stream(ProfileField.values()).map(ProfileField::vendorName).toList();
    private static final List<String> OPTIONS = List.of("set", "modify", "delete", "clear");
    private static final List<String> PEOPLE = List.of("ann", "bob", "梅琳", "");

    private final String group;
    private final boolean hasTopics;
    private final Random random;
    private long last = System.currentTimeMillis();

    ProfileStory(int number, Random random) {
        this.group = "@TGS#_@TGS#" + number;
        this.hasTopics = number % 4 == 0;
        this.random = random;
    }

    /** The next callback. */
    Callback next() {
        int chance = random.nextInt(hasTopics ? 100 : 65);
        if (chance < 10) {
            return callback("AfterCreateGroup", describe(by().put("Owner_Account", one(PEOPLE))));
        } else if (chance < 30) {
            return callback("AfterGroupInfoChanged", describe(by()));
        } else if (chance < 40) {
            return callback("AfterChangeGroupOwner", body().put("NewOwner_Account", one(PEOPLE)));
        } else if (chance < 59) {
            return callback("AfterGroupAttrChanged", attributes());
        } else if (chance < 65) {
            return callback("AfterGroupDestroyed", body());
        } else if (chance < 78) {
            return callback("AfterCreateTopic", describe(by().put("TopicId", topic())));
        } else if (chance < 92) {
            return callback("AfterTopicInfoChanged", describe(by().put("TopicId", topic())));
        } else if (chance < 93) {
            return callback("AfterTopicInfoChanged", describe(by()));
        }
        ObjectNode end = body();
        end.putArray("TopicIdList").add(topic()).add(topic());
        return callback("AfterTopicDestroyed", end);
    }

    private Callback callback(String command, ObjectNode body) {
        int chance = random.nextInt(10);
        long now = System.currentTimeMillis();
        if (chance > 0) {
            last = chance == 1 ? last : chance == 2 ? now - random.nextInt(LONGEST_AGO) : now;
            body.put("EventTime", last);
        }
        return new Callback("Group.Callback" + command, body.toString());
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("GroupId", group)
                .put("Type", hasTopics ? "Community" : "Public");
    }

    private ObjectNode by() {
        return body().put("Operator_Account", one(PEOPLE));
    }

    private ObjectNode describe(ObjectNode body) {
        body.put(one(PARTS), random.nextInt(4) == 0 ? "" : "n" + random.nextInt(1_000_000));
        if (random.nextBoolean()) {
            ArrayNode fields = body.putArray("UserDefinedDataList");
            fields.addObject()
                    .put("Key", "field" + random.nextInt(3))
                    .put("Value", random.nextInt(4) == 0 ? "" : "值" + random.nextInt(1_000_000));
        }
        return body;
    }

    private ObjectNode attributes() {
        String option = one(OPTIONS);
        ObjectNode body = by().put("OptionType", option);
        ArrayNode attributes = body.putArray("GroupAttr");
        for (int count = option.equals("clear") ? 0 : 1 + random.nextInt(2); count > 0; count--) {
            ObjectNode attribute = attributes.addObject().put("key", "seat" + random.nextInt(4));
            if (!option.equals("delete")) {
                attribute.put("value", "v" + random.nextInt(1_000_000));
            }
        }
        return body;
    }

    private String topic() {
        return group + "@TOPIC#_@TOPIC#" + random.nextInt(TOPICS);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
