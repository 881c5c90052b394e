package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for three calls of the vendor's REST API, as in documents 1047/34960, 34961 and 49469: signatures, paging,
 * at most 50 groups a request, limits per second. It counts requests, and fails when a test tells it to.
 */
public final class VendorStandIn implements AutoCloseable {
    public static final String LIST = "group_open_http_svc/get_appid_group_list";
    public static final String INFO = "group_open_http_svc/get_group_info";
    public static final String TOPICS = "million_group_open_http_svc/get_topic";

    private static final int TOO_OFTEN = 60007;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final VendorAnswers answers;
    private final String app;
    private final Map<String, ArrivalCounter> arrivals = new ConcurrentHashMap<>();
    private final Map<String, Queue<VendorFault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> limits = new ConcurrentHashMap<>(Map.of(LIST, 1, INFO, 200, TOPICS, 200));
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private volatile boolean keepsQuestions = true;
    private volatile String key;

    private VendorStandIn(String app, String key, VendorGroups groups) {
        this.app = app;
        this.key = key;
        this.answers = new VendorAnswers(groups, new ConcurrentHashMap<>());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        for (String call : List.of(LIST, INFO, TOPICS)) {
            arrivals.put(call, new ArrivalCounter());
            faults.put(call, new ConcurrentLinkedQueue<>());
            server.createContext("/v4/" + call, exchange -> answer(call, exchange));
        }
        server.setExecutor(threads);
        server.start();
    }

    public static VendorStandIn start(String app, String key, VendorGroups groups) {
        return new VendorStandIn(app, key, groups);
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /**
     * The environment variables with which a service uses this stand-in for the app.
     *
     * @param directory the directory for the file with the secret key
     */
    public Map<String, String> variables(Path directory) {
        Path file = directory.resolve("key");
        try {
            Files.writeString(file, key);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String name = "BRIDGE_VENDOR_APPS__" + app + "_";
        return Map.of(name + "_SECRET_KEY_FILE", file.toString(), name + "_URL", url());
    }

    /** Changes the app's secret key. */
    public void key(String next) {
        key = next;
    }

    /** Makes the next requests of a call fail, one after the other. */
    public void fail(String call, VendorFault... next) {
        faults.get(call).addAll(List.of(next));
    }

    /** Makes questions about a group fail. */
    public void failGroup(String id, int code, String info) {
        answers.failing().put(id, new VendorFault.Code(code, info));
    }

    /** Accepts only this many requests of a call within a second. */
    public void limit(String call, int perSecond) {
        limits.put(call, perSecond);
    }

    /** Stops remembering questions, for tests with many of them. */
    public void forgetQuestions() {
        keepsQuestions = false;
        questions.clear();
    }

    public List<JsonNode> questions() {
        return questions;
    }

    public long requests(String call) {
        return arrivals.get(call).all();
    }

    public int mostInASecond(String call) {
        return arrivals.get(call).mostInASecond();
    }

    private void answer(String call, HttpExchange exchange) throws IOException {
        int within = arrivals.get(call).arrive();
        try (exchange) {
            JsonNode question =
                    GoldenCallback.JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (keepsQuestions) {
                questions.add(question);
            }
            VendorFault fault = faults.get(call).poll();
            if (fault != null && !(fault instanceof VendorFault.Code)) {
                FaultyAnswer.give(fault, exchange, closed);
                return;
            }
            ObjectNode answer = fault instanceof VendorFault.Code code
                    ? VendorAnswers.error(code.code(), code.info())
                    : checked(call, within, query(exchange), question);
            FaultyAnswer.send(exchange, 200, "application/json", answer.toString());
        }
    }

    private ObjectNode checked(String call, int within, Map<String, String> query, JsonNode question) {
        int signature =
                UserSigCheck.check(query.getOrDefault("usersig", ""), app, query.getOrDefault("identifier", ""), key);
        if (signature != 0) {
            return VendorAnswers.error(signature, "UserSig refused");
        }
        if (!app.equals(query.get("sdkappid"))
                || !"json".equals(query.get("contenttype"))
                || Long.parseLong(query.getOrDefault("random", "-1")) < 0) {
            return VendorAnswers.error(60002, "HTTP parsing error");
        }
        if (within > limits.get(call)) {
            return VendorAnswers.error(TOO_OFTEN, "request frequency over limit");
        }
        return switch (call) {
            case LIST -> answers.list(question);
            case INFO -> answers.info(question);
            default -> answers.topics(question);
        };
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
            int equals = part.indexOf('=');
            query.put(part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
