package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.ProfileField;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends callbacks to the service under test, as the vendor does. */
public final class Callbacks {
    /** An app without tokens. */
    public static final String APP = "1400000000";

    /** An app with tokens, one of which is {@value #TOKEN}. */
    public static final String SIGNED_APP = "1400000001";

    public static final String TOKEN = "xxxxyyyy";

    /** A profile command. */
    public static final String COMMAND = "Group.CallbackAfterTopicInfoChanged";

    private Callbacks() {}

    /** The port on which the service under test listens. */
    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    /** The port on which its management interface listens. */
    public static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    /** The query of a command, for an app that needs no signature. */
    public static String query(String command) {
        return "SdkAppid=" + APP + "&CallbackCommand=" + command + "&contenttype=json";
    }

    /** The query of a command, signed now. */
    public static String signedQuery(String command) {
        return "SdkAppid=" + SIGNED_APP + "&CallbackCommand=" + command + "&" + signature();
    }

    /** {@code Sign} and {@code RequestTime} of the present moment. */
    public static String signature() {
        return signature(TOKEN);
    }

    /** Like the method above, with the caller's own token. */
    public static String signature(String token) {
        String time = Long.toString(Instant.now().getEpochSecond());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((token + time).getBytes(UTF_8));
            return "Sign=" + HexFormat.of().formatHex(hash) + "&RequestTime=" + time;
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    public static Response post(String query, String body) {
        return post(query, body.getBytes(UTF_8));
    }

    public static Response post(String query, byte[] body) {
        return request().body(body).post("/?" + query);
    }

    /** A request that sends only what it is given. */
    public static RequestSpecification request() {
        return RestAssured.given().port(port()).urlEncodingEnabled(false).contentType("");
    }

    /** The fields of a profile as a callback's body has them, without brackets: each with the same text. */
    public static String profileFields(String text) {
        return Arrays.stream(ProfileField.values())
                .map(field -> "\"%s\":\"%s\"".formatted(field.vendorName(), text))
                .collect(Collectors.joining(","));
    }
}
