package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.RawAnswer;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Without a password: callers from other machines, whose addresses arrive in the PROXY protocol. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ConsoleRemoteIT {
    private static final String REMOTE = "PROXY TCP4 203.0.113.9 10.0.0.1 40000 9000\r\n";
    private static final String REMOTE_6 = "PROXY TCP6 2001:db8::9 2001:db8::1 40000 9000\r\n";
    private static final String LOCAL = "PROXY TCP4 127.0.0.1 127.0.0.1 40000 9000\r\n";
    private static final String OPEN = "Console and profiles are open to everybody";

    @Test
    void they_get_neither_console_nor_profiles() throws IOException {
        try (ServiceProcess service = service(Map.of())) {
            for (String page : new String[] {"/console", "/console/api/session", "/profiles/groups?app=1", "/x"}) {
                assertThat(ask(service, REMOTE, page).status()).as(page).isEqualTo(403);
                assertThat(ask(service, REMOTE_6, page).status()).as(page).isEqualTo(403);
            }
            assertThat(ask(service, REMOTE, "/schemas").status()).isEqualTo(200);
            assertThat(ask(service, REMOTE, "/q/health/live").status()).isEqualTo(200);
            assertThat(ask(service, LOCAL, "/console/api/session").status()).isEqualTo(200);
            assertThat(ask(service, LOCAL, "/profiles/groups?app=1").status()).isEqualTo(503);
            assertThat(service.log()).doesNotContain(OPEN);
        }
    }

    @Test
    void where_it_is_open_they_do_and_the_start_warns_and_without_a_console_there_is_none() throws IOException {
        try (ServiceProcess service =
                service(Map.of("BRIDGE_CONSOLE_OPEN", "true", "BRIDGE_CONSOLE_ENABLED", "false"))) {
            assertThat(service.log()).contains(OPEN);
            assertThat(ask(service, REMOTE, "/profiles/groups?app=1").status()).isEqualTo(503);
            for (String page : new String[] {"/console", "/console/api/session", "/console/assets/index.html"}) {
                assertThat(ask(service, REMOTE, page).status()).as(page).isEqualTo(404);
            }
            assertThat(ask(service, REMOTE, "/q/metrics").body()).doesNotContain("bridge_console_watchers");
        }
    }

    private static ServiceProcess service(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        environment.put("BRIDGE_OUTBOX_ENABLED", "false");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
        environment.put("QUARKUS_MANAGEMENT_PROXY_USE_PROXY_PROTOCOL", "true");
        return new ServiceProcess("console-remote", environment).start();
    }

    private static RawAnswer ask(ServiceProcess service, String proxy, String page) throws IOException {
        return RawAnswer.of(
                service.managementPort(),
                proxy + "GET " + page + " HTTP/1.1\r\nHost: 10.0.0.1:9000\r\nConnection: close\r\n\r\n");
    }
}
