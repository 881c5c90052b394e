package io.imbridge.callback;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts of a group's and a topic's profile that callbacks change: the one list from which they are read, folded, asked
 * for, counted and described. Where a field is named elsewhere, a test says what is missing.
 *
 * <p>The vendor's documents: "After Modifying Group Profiles", "Topic Profile Change Webhook".
 */
public enum ProfileField {
    NAME("Name", "name"),
    INTRODUCTION("Introduction", "introduction"),
    NOTIFICATION("Notification", "notice"),
    FACE_URL("FaceUrl", "picture's address");

    private final String vendorName;
    private final String eventName;
    private final String noun;

    ProfileField(String vendorName, String noun) {
        this.vendorName = vendorName;
        this.eventName = Character.toLowerCase(vendorName.charAt(0)) + vendorName.substring(1);
        this.noun = noun;
    }

    /** The name in the vendor's callbacks and REST API, such as {@code FaceUrl}. */
    public String vendorName() {
        return vendorName;
    }

    /** The name in events and profiles, such as {@code faceUrl}. */
    public String eventName() {
        return eventName;
    }

    /** What schemas call it, such as {@code picture's address}. */
    public String noun() {
        return noun;
    }

    /**
     * The names of all fields in events and profiles.
     *
     * @param others names that come before them
     * @return the others, and then all fields in their order
     */
    public static List<String> eventNamesAfter(String... others) {
        return Stream.concat(Arrays.stream(others), Arrays.stream(values()).map(ProfileField::eventName))
                .toList();
    }
}
