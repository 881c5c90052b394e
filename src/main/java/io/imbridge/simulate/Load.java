package io.imbridge.simulate;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends callbacks over kept connections. The clock decides when to send, not the answers: a slow service does not get
 * fewer callbacks. Response times count from the moment when a callback was due. Everything runs on one event loop.
 */
final class Load {
    /** The vendor waits no longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int CONNECT_MILLISECONDS = (int) PATIENCE.toMillis();

    /**
     * A failed connection is not used for this time, so an unreachable service does not get ten thousand attempts a
     * second.
     */
    private static final long REST_MILLISECONDS = 100;

    private static final long TICK_MILLISECONDS = 1;

    /** A tick may be this late. That is not the service's fault. */
    private static final long TICK_LATE = TimeUnit.MILLISECONDS.toNanos(3);

    private final Vertx vertx;
    private final Context loop;
    private final HttpClient client;
    private final Plan plan;
    private final String path;
    private final Scenario scenario;
    private final Signature signature;
    private final Tally tally;
    private final Set<Exchange> inFlight = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long begin = System.nanoTime();
    private volatile long end;
    private volatile long unsent;
    private int idle;
    private long sent;
    private boolean stopped;
    private boolean over;

    Load(Vertx vertx, Plan plan, Scenario scenario, Signature signature, Tally tally) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.plan = plan;
        this.idle = plan.connections();
        this.path = plan.target().getRawPath().isEmpty() ? "/" : plan.target().getRawPath();
        this.scenario = scenario;
        this.signature = signature;
        this.tally = tally;
        this.client = client(vertx, plan);
    }

    private static HttpClient client(Vertx vertx, Plan plan) {
        URI target = plan.target();
        boolean tls = target.getScheme().equals("https");
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(target.getHost())
                .setDefaultPort(port(target))
                .setSsl(tls)
                .setConnectTimeout(CONNECT_MILLISECONDS);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(plan.connections()));
    }

    private static int port(URI target) {
        int usual = target.getScheme().equals("https") ? 443 : 80;
        return target.getPort() == -1 ? usual : target.getPort();
    }

    /** Opens and closes a first connection before the clock starts, because a new client needs some time. */
    void start() {
        loop.runOnContext(now -> vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLISECONDS))
                .connect(port(plan.target()), plan.target().getHost())
                .compose(NetSocket::close)
                .onComplete(warm -> {
                    begin = System.nanoTime();
                    vertx.setPeriodic(TICK_MILLISECONDS, tick -> pump());
                    pump();
                }));
    }

    void stop() {
        loop.runOnContext(now -> stopped = true);
    }

    /** Waits for the end. Returns whether it came in time. */
    boolean await(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The time since the start, or from start to end. */
    Duration elapsed() {
        return Duration.ofNanos((end == 0 ? System.nanoTime() : end) - begin);
    }

    /** How many callbacks were due before the end and were not sent because no connection was free. */
    long unsent() {
        return unsent;
    }

    private void pump() {
        long now = System.nanoTime();
        giveUpOverdue(now);
        boolean late = plan.isOver(now - begin);
        while (!over && idle > 0 && sent < plan.due(now - begin) && !(late && plan.rate() == 0)) {
            send(now);
        }
        if (!over && (late || stopped || sent == plan.number())) {
            over = true;
            unsent = plan.rate() == 0 ? 0 : plan.due(now - begin) - sent;
        }
        if (over && inFlight.isEmpty() && ended.getCount() > 0) {
            end = now;
            ended.countDown();
        }
    }

    private void send(long now) {
        long due = plan.rate() == 0 ? now : begin + plan.dueAt(sent);
        Callback callback = scenario.next();
        Exchange exchange = new Exchange(now - due < TICK_LATE ? now : due);
        idle--;
        sent++;
        inFlight.add(exchange);
        RequestOptions request =
                new RequestOptions().setMethod(HttpMethod.POST).setURI(path + "?" + signature.sign(callback.query()));
        client.request(request)
                .compose(ready -> {
                    exchange.writtenBy(ready);
                    return ready.send(Buffer.buffer(callback.body()));
                })
                .compose(answer -> answer.body().map(body -> label(answer, body)))
                .onSuccess(label -> answered(exchange, label))
                .onFailure(failure -> failed(exchange, Tally.word(failure)));
    }

    private static String label(HttpClientResponse answer, Buffer body) {
        return Envelope.label(answer.statusCode(), body);
    }

    private void answered(Exchange exchange, String label) {
        if (exchange.end()) {
            tally.answered(label, System.nanoTime() - exchange.due());
            inFlight.remove(exchange);
            freed();
        }
    }

    private void failed(Exchange exchange, String why) {
        if (exchange.end()) {
            tally.failed(why);
            vertx.setTimer(REST_MILLISECONDS, rested -> freed());
        }
    }

    private void freed() {
        idle++;
        pump();
    }

    private void giveUpOverdue(long now) {
        for (Exchange exchange : inFlight) {
            if (!exchange.isOver() && exchange.isWaitingFor(PATIENCE.toNanos(), now)) {
                failed(exchange, "no answer within 2 s");
                exchange.reset();
            }
        }
        inFlight.removeIf(Exchange::isOver);
    }
}
