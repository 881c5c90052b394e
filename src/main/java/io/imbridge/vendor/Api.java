package io.imbridge.vendor;

/** The calls of the vendor's REST API that the service makes. */
enum Api {
    /** Lists the ids of all groups of an app, in pages: document 1047/34960. */
    GROUP_LIST("group_open_http_svc/get_appid_group_list"),
    /** Describes groups: document 1047/34961. */
    GROUP_INFO("group_open_http_svc/get_group_info"),
    /** Describes the topics of a group: document 1047/49469. */
    TOPICS("million_group_open_http_svc/get_topic");

    /** How many groups one request may ask for, by document 1047/34961. */
    static final int MOST_GROUPS = 50;

    /** How many ids one page of the list may have, by document 1047/34960. */
    static final int MOST_IDS = 10_000;

    private final String path;

    Api(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /**
     * The number of requests a second that this call may make, out of the configured number. The vendor accepts one a
     * second for the list of groups.
     */
    int perSecond(int configured) {
        return this == GROUP_LIST ? 1 : configured;
    }
}
