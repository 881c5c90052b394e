package io.imbridge.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A sample callback of a command in the catalogue: one of the golden callbacks of the tests.
 *
 * @param command its command
 * @param query as the vendor sends it, with the app {@value #APP} and without a signature
 * @param body as the vendor sends it
 */
record Sample(CallbackCommand command, String query, ObjectNode body) {
    /** The app of all samples. */
    static final String APP = "1400000000";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** The sample of a command. If a command has several samples, each has its own folder. */
    static Sample of(CallbackCommand command) {
        String folder = "samples/" + command.name() + "/";
        String only = find(folder + "query.txt") == null ? folder + "example/" : folder;
        try {
            String query = new String(read(only + "query.txt"), UTF_8).strip();
            return new Sample(command, query, (ObjectNode) JSON.readTree(read(only + "body.json")));
        } catch (IOException malformed) {
            throw new UncheckedIOException(only, malformed);
        }
    }

    private static byte[] read(String resource) throws IOException {
        byte[] found = find(resource);
        if (found == null) {
            throw new IllegalStateException("not in the package: " + resource);
        }
        return found;
    }

    private static byte @Nullable [] find(String resource) {
        try (@Nullable InputStream content = Sample.class.getClassLoader().getResourceAsStream(resource)) {
            return content == null ? null : content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A body as the vendor writes it: on one line, without comments. */
    static byte[] write(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
