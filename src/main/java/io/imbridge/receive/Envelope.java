package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The vendor's answer, in the form that all its documents show: three fields for every outcome. */
final class Envelope {
    private static final byte[] OK = bytes("OK", "", 0);
    private static final Map<Refusal, byte[]> REFUSALS = new EnumMap<>(Refusal.class);

    static {
        for (Refusal refusal : Refusal.values()) {
            REFUSALS.put(refusal, bytes("FAIL", refusal.sentence(), refusal.code()));
        }
    }

    private Envelope() {}

    static Buffer ok() {
        return Buffer.buffer(OK);
    }

    static Buffer of(Refusal refusal) {
        return Buffer.buffer(Objects.requireNonNull(REFUSALS.get(refusal)));
    }

    private static byte[] bytes(String status, String info, int code) {
        return new JsonObject()
                .put("ActionStatus", status)
                .put("ErrorInfo", info)
                .put("ErrorCode", code)
                .toBuffer()
                .getBytes();
    }
}
