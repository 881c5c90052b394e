package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No second ever has more requests than the budget permits. */
class BudgetTest {
    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong();

    @Test
    void many_at_a_time_do_not_pass_it() throws Exception {
        VendorGroups.InMemory groups = new VendorGroups.InMemory();
        groups.put("g", "Public", "n");
        try (VendorStandIn vendor = VendorStandIn.start(VendorRig.APP, VendorRig.KEY, groups)) {
            vendor.limit(INFO, 20);
            VendorApi api = VendorRig.api(vendor, directory, 20);
            ExecutorService threads = Executors.newFixedThreadPool(12);
            List<Future<?>> asked = new ArrayList<>();
            for (int number = 0; number < 70; number++) {
                asked.add(threads.submit(() -> api.groupInfo(List.of("g"))));
            }
            for (Future<?> one : asked) {
                one.get();
            }
            threads.shutdown();

            assertThat(vendor.mostInASecond(INFO)).isLessThanOrEqualTo(20);
            assertThat(vendor.requests(INFO)).isEqualTo(70);
        }
    }

    @Test
    void a_place_is_free_a_second_after_the_answer_and_not_after_the_question() throws Exception {
        Budget budget = new Budget(1, Duration.ofSeconds(1), now::get);
        budget.take();
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        budget.giveBack();
        Thread next = new Thread(() -> {
            try {
                budget.take();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        next.start();
        now.addAndGet(Duration.ofMillis(999).toNanos());
        next.join(100);
        assertThat(next.isAlive()).isTrue();

        now.addAndGet(Duration.ofMillis(2).toNanos());
        next.join();
    }

    @Test
    void what_was_slowed_down_comes_back_bit_by_bit() throws Exception {
        Budget budget = new Budget(8, Duration.ZERO, now::get);
        budget.slowDown();
        budget.slowDown();
        assertThat(budget.usable()).isEqualTo(2);
        for (int good = 0; good < 100; good++) {
            budget.take();
            budget.giveBack();
        }
        assertThat(budget.usable()).isEqualTo(3);
        budget.slowDown();
        budget.slowDown();
        assertThat(budget.usable()).isEqualTo(1);
    }

    @Test
    void those_that_are_refused_together_slow_it_down_once() {
        Budget budget = new Budget(20, Duration.ofSeconds(1), now::get);
        for (int refused = 0; refused < 9; refused++) {
            budget.slowDown();
        }
        assertThat(budget.usable()).isEqualTo(10);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        budget.slowDown();
        assertThat(budget.usable()).isEqualTo(5);
    }
}
