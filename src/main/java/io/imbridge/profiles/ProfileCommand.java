package io.imbridge.profiles;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands whose events change profiles. */
enum ProfileCommand {
    GROUP_CREATED("Group.CallbackAfterCreateGroup", false, Change.Kind.BEGINNING),
    GROUP_CHANGED("Group.CallbackAfterGroupInfoChanged", false, Change.Kind.CHANGE),
    OWNER_CHANGED("Group.CallbackAfterChangeGroupOwner", false, Change.Kind.CHANGE),
    ATTRIBUTES_CHANGED("Group.CallbackAfterGroupAttrChanged", false, Change.Kind.CHANGE),
    GROUP_DESTROYED("Group.CallbackAfterGroupDestroyed", false, Change.Kind.END),
    TOPIC_CREATED("Group.CallbackAfterCreateTopic", true, Change.Kind.BEGINNING),
    TOPIC_CHANGED("Group.CallbackAfterTopicInfoChanged", true, Change.Kind.CHANGE),
    TOPICS_DESTROYED("Group.CallbackAfterTopicDestroyed", true, Change.Kind.END);

    private static final Map<String, ProfileCommand> BY_NAME =
            Arrays.stream(values()).collect(toMap(ProfileCommand::command, Function.identity()));

    private final String command;
    private final boolean isOfTopics;
    private final Change.Kind kind;

    ProfileCommand(String command, boolean isOfTopics, Change.Kind kind) {
        this.command = command;
        this.isOfTopics = isOfTopics;
        this.kind = kind;
    }

    /** The command with a name; null if that command does not change profiles. */
    static @Nullable ProfileCommand of(String command) {
        return BY_NAME.get(command);
    }

    /** The vendor's name of the command. */
    String command() {
        return command;
    }

    /** Whether the command is about topics, and not about the group to which they belong. */
    boolean isOfTopics() {
        return isOfTopics;
    }

    Change.Kind kind() {
        return kind;
    }
}
