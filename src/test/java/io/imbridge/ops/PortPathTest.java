package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortPathTest {
    @ParameterizedTest
    @CsvSource({
        "/q/health, PROBE",
        "/q/health/, PROBE",
        "/q/health/ready?x=/console, PROBE",
        "/q/metrics, PROBE",
        "/schemas, CONTRACT",
        "/schemas/event.schema.json, CONTRACT",
        "/asyncapi, CONTRACT",
        "/console, SHELL",
        "/console/dead-letters?group=%2F..;//, SHELL",
        "/console/api, GUARDED",
        "/console/api/session, GUARDED",
        "/console/assets/index.html, GUARDED",
        "/console/api/events/im.group.after-create-topic/0/12, GUARDED",
        "/profiles/groups, GUARDED",
        "/q/healthy, GUARDED",
        "/q/metricsx/y, GUARDED",
        "/q, GUARDED",
        "/, GUARDED",
        "/Q/health, GUARDED",
        "/nothing, GUARDED"
    })
    void a_path_is_what_it_begins_with_and_guarded_where_nothing_is_said(String target, PortPath path) {
        assertThat(PortPath.of(target)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "q/health",
                "http://localhost:9000/q/health",
                "//q/health",
                "/q//health",
                "/q/health//",
                "/q/health/..",
                "/q/health/../../console",
                "/q/health/./x",
                "/..",
                "/q/health;/console",
                "/q/health;x",
                "/q/health/%2e%2e/console",
                "/q%2Fhealth",
                "/%71/health",
                "/q/health\\..\\console",
                "/q/health/x#y",
                "/q/health/x y",
                "/q/health/é",
                "/q/health/x\u0000",
                "/q/health/@x"
            })
    void what_could_be_read_in_two_ways_is_none(String target) {
        assertThat(PortPath.of(target)).isEqualTo(PortPath.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/q/health/%", "/x%2", "/schemas/%zz?x"})
    void a_broken_escape_is_told_from_others(String target) {
        assertThat(PortPath.of(target)).isEqualTo(PortPath.MALFORMED);
    }

    @Test
    void a_long_path_takes_no_stack() {
        assertThat(PortPath.of("/q/health" + "/a".repeat(100_000))).isEqualTo(PortPath.PROBE);
    }
}
