package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.vendor.VendorException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer, in the form that document 1047/34620 gives for all calls. It tries once, and waits for
 * the budget.
 */
final class RestCall {
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final int OK = 200;

    private final HttpClient client;
    private final String sdkAppId;
    private final VendorSettings.App app;
    private final Signatures signatures;
    private final Duration patience;
    private final Clock clock;

    /**
     * Makes calls for one app.
     *
     * @param patience how long an answer may take, up to its last byte
     */
    RestCall(HttpClient client, String sdkAppId, VendorSettings.App app, Duration patience, Clock clock) {
        this.client = client;
        this.sdkAppId = sdkAppId;
        this.app = app;
        this.signatures = new Signatures(sdkAppId, app, clock);
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * An answer that reports no error for the whole request.
     *
     * @param asked when the request was sent
     */
    record Answer(Instant asked, JsonNode json) {}

    /**
     * Sends the request and returns the answer.
     *
     * @throws VendorException when there is no answer, or the answer reports an error
     */
    Answer ask(Api api, ObjectNode question, Budget budget) throws VendorException, InterruptedException {
        String signature = signatures.get();
        URI uri = uri(api, signature);
        byte[] body = VendorJson.bytes(question);
        budget.take();
        try {
            Instant asked = clock.instant();
            return new Answer(asked, checked(exchange(uri, body)));
        } catch (VendorException failed) {
            if (failed.kind() == Kind.TOO_MANY) {
                budget.slowDown();
            } else if (failed.kind() == Kind.SIGNATURE) {
                signatures.refused(signature);
            }
            throw failed;
        } finally {
            budget.giveBack();
        }
    }

    private URI uri(Api api, String signature) {
        String base = app.url().endsWith("/") ? app.url() : app.url() + "/";
        return URI.create(base + "v4/" + api.path()
                + "?sdkappid=" + sdkAppId
                + "&identifier=" + encoded(app.administrator())
                + "&usersig=" + encoded(signature)
                + "&random="
                + Integer.toUnsignedString(ThreadLocalRandom.current().nextInt())
                + "&contenttype=json");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private HttpResponse<byte[]> exchange(URI uri, byte[] body) throws VendorException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new LimitedBody(MAX_ANSWER));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw unreachable("did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause();
            throw unreachable(cause instanceof IOException ? sentence(cause) : "cannot be asked: " + cause);
        } finally {
            answer.cancel(true);
        }
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return "cannot be asked: " + failure.getClass().getSimpleName()
                + (message == null || message.isEmpty() ? "" : ", " + message);
    }

    private JsonNode checked(HttpResponse<byte[]> response) throws VendorException {
        JsonNode json = VendorJson.object(response.body());
        if (json == null || !json.path("ErrorCode").isIntegralNumber()) {
            String type = response.headers().firstValue("Content-Type").orElse("no type");
            throw unreachable("gave no answer of the API but HTTP " + response.statusCode() + " with "
                    + response.body().length + " bytes, " + type + ": look for a proxy in between");
        }
        int code = json.get("ErrorCode").intValue();
        if (code != ErrorCodes.GOOD) {
            throw new VendorException(
                    ErrorCodes.kind(code), ErrorCodes.sentence(code, VendorJson.text(json, "ErrorInfo", "")));
        }
        if (response.statusCode() != OK) {
            throw unreachable("answered HTTP " + response.statusCode());
        }
        return json;
    }

    private VendorException unreachable(String what) {
        return new VendorException(Kind.UNREACHABLE, URI.create(app.url()).getHost() + " " + what);
    }
}
