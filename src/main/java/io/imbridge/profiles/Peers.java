package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks other instances for the groups that they keep. */
final class Peers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PeerAuthorization authorization;

    /** Created with the first question, because a single instance never asks. */
    private @Nullable HttpClient client;

    Peers(PeerAuthorization authorization) {
        this.authorization = authorization;
    }

    /**
     * The groups that another instance keeps.
     *
     * @param url the URL of that instance
     * @throws PeerRefusedException when it responds, but refuses this instance
     * @throws IOException when it does not respond, or its answer is not a list of groups
     */
    List<Profiles.Entry> groups(String url, String sdkAppId, String after, int limit)
            throws IOException, InterruptedException {
        URI question = URI.create(url + "/profiles/groups?here=true&app=" + encoded(sdkAppId) + "&after="
                + encoded(after) + "&limit=" + limit);
        HttpRequest.Builder request = HttpRequest.newBuilder(question).timeout(PATIENCE);
        String header = authorization.header();
        if (header != null) {
            request.header("Authorization", header);
        }
        HttpResponse<byte[]> response = client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            throw new PeerRefusedException(response.statusCode());
        }
        ObjectNode page = EventJson.object(response.body());
        if (response.statusCode() != 200 || page == null) {
            throw new IOException("the answer is " + response.statusCode());
        }
        List<Profiles.Entry> groups = new ArrayList<>();
        for (JsonNode group : page.path("groups")) {
            groups.add(new Profiles.Entry(group.path("groupId").asText(), EventJson.bytes(group)));
        }
        return groups;
    }

    private synchronized HttpClient client() {
        HttpClient made = client == null
                ? HttpClient.newBuilder().connectTimeout(PATIENCE).build()
                : client;
        client = made;
        return made;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
