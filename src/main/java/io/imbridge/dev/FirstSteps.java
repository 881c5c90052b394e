package io.imbridge.dev;

import org.eclipse.microprofile.config.Config;

/** The commands with which a newcomer sends and sees a first event. Each works as it is when it is pasted. */
final class FirstSteps {
    private static final int USUAL_PORT = 9092;

    /** The sample request from the vendor's document about the callback after a change of a topic's profile. */
    private static final String SAMPLE = """
            {"CallbackCommand":"Group.CallbackAfterTopicInfoChanged","GroupId":"@TGS#2J4SZEAEL","Type":"Community",\
            "Operator_Account":"leckie","Name":"TestTopic","Introduction":"TestIntroduction",\
            "Notification":"NewNotification","FaceUrl":"http://this.is.face.url"}""";

    private FirstSteps() {}

    /** The command that sends the vendor's sample, as the vendor would send it. */
    static String curl(Config config) {
        int port = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
        String path =
                config.getOptionalValue("bridge.receive.path", String.class).orElse("/");
        return "curl -s 'http://localhost:" + port + path
                + "?SdkAppid=1400000000&CallbackCommand=Group.CallbackAfterTopicInfoChanged"
                + "&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web' -d '" + SAMPLE + "'";
    }

    /** The address at which a browser shows arriving events. */
    static String console(Config config) {
        int port = config.getOptionalValue("quarkus.management.port", Integer.class)
                .orElse(9000);
        return "http://localhost:" + port + "/console";
    }

    /**
     * The command that prints the content of the topics of the broker on this port. It does not compile, because dev
     * mode would restart when another process writes classes.
     */
    static String read(int brokerPort) {
        String where = brokerPort == USUAL_PORT ? "" : " -Dkafka.bootstrap.servers=localhost:" + brokerPort;
        return "./mvnw -q exec:java" + where;
    }
}
