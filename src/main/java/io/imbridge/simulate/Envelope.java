package io.imbridge.simulate;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The vendor's envelope, as the vendor reads it. */
final class Envelope {
    /** What an answer is called that says that the callback was taken. */
    static final String OK = "200 OK";

    private static final int MOST = 100;

    private Envelope() {}

    /** What an answer says, in some words: anything but {@link #OK} is a callback that failed. */
    static String label(int status, Buffer body) {
        try {
            JsonObject envelope = body.toJsonObject();
            if (status == 200
                    && "OK".equals(envelope.getValue("ActionStatus"))
                    && envelope.getValue("ErrorInfo") instanceof String
                    && envelope.getValue("ErrorCode") instanceof Number) {
                return OK;
            }
            return printable(status + " " + envelope.getValue("ErrorCode") + " " + envelope.getValue("ErrorInfo"));
        } catch (DecodeException | ClassCastException other) {
            return status + " without an envelope";
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(MOST, text.length())).replaceAll("\\p{Cntrl}", "?");
    }
}
