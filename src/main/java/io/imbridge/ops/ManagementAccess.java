package io.imbridge.ops;

import io.imbridge.callback.LogLimit;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each request to the management port goes on, before any other route of the service sees it. A request
 * that no rule permits is refused. The checks use the target exactly as it was received, so that no other
 * interpretation of it passes.
 */
final class ManagementAccess {
    private static final Logger LOG = Logger.getLogger(ManagementAccess.class);
    private static final LogLimit WRONG = new LogLimit();

    /** The delay after a wrong password. It hardly bothers a person, but it slows down a guesser. */
    private static final Duration PENALTY = Duration.ofSeconds(1);

    /** At most this many requests may wait for the delay. Above that number, memory is more important. */
    private static final int MOST_WAITING = 1_000;

    /** If one of these headers is present, a proxy on this machine passes on the request of an unknown caller. */
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private final @Nullable ConsolePassword password;
    private final boolean isOpen;
    private final HostNames hosts;
    private final Consumer<AccessRefusal> counter;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param password null if no password is set
     * @param isOpen whether everybody has access if no password is set
     * @param counter receives each refusal
     */
    ManagementAccess(
            @Nullable ConsolePassword password, boolean isOpen, HostNames hosts, Consumer<AccessRefusal> counter) {
        this.password = password;
        this.isOpen = isOpen;
        this.hosts = hosts;
        this.counter = counter;
    }

    /** Lets a request go on, or answers it. */
    void decide(RoutingContext routing) {
        harden(routing.response());
        PortPath path = PortPath.of(routing.request().uri());
        if (path == PortPath.MALFORMED) {
            routing.fail(400);
            return;
        }
        AccessRefusal refusal = refusal(path, routing.request());
        if (refusal == null) {
            routing.next();
        } else {
            counter.accept(refusal);
            refuse(routing, refusal);
        }
    }

    private @Nullable AccessRefusal refusal(PortPath path, HttpServerRequest request) {
        if (path == PortPath.NONE) {
            return AccessRefusal.PATH;
        }
        if (path == PortPath.PROBE) {
            return null;
        }
        String host = host(request);
        if (host == null || !hosts.contain(host)) {
            return AccessRefusal.HOST;
        }
        if (!OwnPages.ask(request.method(), request.headers(), path, host)) {
            return AccessRefusal.ORIGIN;
        }
        return path == PortPath.CONTRACT ? null : refusal(request);
    }

    private @Nullable AccessRefusal refusal(HttpServerRequest request) {
        if (password != null) {
            List<String> given = request.headers().getAll("Authorization");
            if (given.isEmpty()) {
                return AccessRefusal.PASSWORD_MISSING;
            }
            return given.size() == 1 && password.isIn(given.get(0)) ? null : AccessRefusal.PASSWORD_WRONG;
        }
        return isOpen || isLocal(request) ? null : AccessRefusal.NOT_LOCAL;
    }

    private static @Nullable String host(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return request.authority() == null ? null : request.authority().toString();
        }
        List<String> given = request.headers().getAll("Host");
        return given.size() == 1 ? given.get(0) : null;
    }

    private static boolean isLocal(HttpServerRequest request) {
        SocketAddress peer = request.connection().remoteAddress();
        InetAddress address =
                peer == null ? null : NetUtil.createInetAddressFromIpAddressString(String.valueOf(peer.hostAddress()));
        MultiMap headers = request.headers();
        return address != null
                && address.isLoopbackAddress()
                && OF_PROXIES.stream().noneMatch(headers::contains);
    }

    private void refuse(RoutingContext routing, AccessRefusal refusal) {
        if (refusal == AccessRefusal.PASSWORD_WRONG) {
            long withheld = WRONG.pass();
            if (withheld >= 0) {
                LOG.warnf(
                        "Wrong password at the management port address=%s withheld=%d",
                        routing.request().connection().remoteAddress(), withheld);
            }
            later(routing, () -> answer(routing, refusal));
        } else {
            answer(routing, refusal);
        }
    }

    private void later(RoutingContext routing, Runnable answer) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            answer.run();
            return;
        }
        routing.vertx().setTimer(PENALTY.toMillis(), over -> {
            waiting.decrementAndGet();
            answer.run();
        });
    }

    private static void answer(RoutingContext routing, AccessRefusal refusal) {
        if (refusal.status() == 401) {
            routing.response().putHeader("WWW-Authenticate", "Basic realm=\"im-kafka-bridge\", charset=\"UTF-8\"");
        }
        ManagementPort.end(routing, refusal.status(), refusal.sentence());
    }

    /** No page may be framed, scripted or read by another origin, and no page loads anything from elsewhere. */
    private static void harden(HttpServerResponse response) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                                + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
