package io.imbridge.simulate;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads the vendor's envelope as the vendor does. */
final class Envelope {
    /** The label of an answer that accepts the callback. */
    static final String OK = "200 OK";

    private static final int MOST = 100;

    private Envelope() {}

    /** A short label for an answer. Any label except {@link #OK} means that the callback failed. */
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
