package io.imbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A disk below one directory of the service that fails on command: a C library between the service and the operating
 * system. It needs Linux and a C compiler.
 */
final class FailingDisk {
    private static final Path SOURCE = Path.of("src", "test", "native", "failing-disk.c");
    private static final Path WORK = Path.of("target", "failing-disk").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final Path library;
    private final Path lever;

    FailingDisk(String name) {
        try {
            Files.createDirectories(WORK);
            directory = Files.createTempDirectory(WORK, name + "-").toRealPath();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        library = WORK.resolve(directory.getFileName() + ".so");
        lever = WORK.resolve(directory.getFileName() + ".switch");
        compile();
    }

    /** A service whose outbox is on this disk. */
    FaultSetup under(FaultSetup setup) {
        return setup.with("LD_PRELOAD", library.toString())
                .with("FAILING_DISK_DIRECTORY", directory.toString())
                .with("FAILING_DISK_SWITCH", lever.toString())
                .with("BRIDGE_OUTBOX_DIRECTORY", directory.toString());
    }

    /** From now on no sync from the cache to the disk succeeds. */
    void failToSync() {
        pull("fsync");
    }

    /** From now on the disk is completely full. */
    void failToWrite() {
        pull("write");
    }

    void fix() throws IOException {
        Files.delete(lever);
    }

    private void pull(String what) {
        try {
            Files.writeString(lever, what);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private void compile() {
        List<String> command = List.of(
                "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), SOURCE.toAbsolutePath() + "", "-ldl");
        try (ChildProcess compiler =
                ChildProcess.start(command, Map.of(), WORK, WORK.resolve(directory.getFileName() + ".log"))) {
            assertThat(compiler.awaitExit(PATIENCE)).as(compiler.log()).isZero();
        }
    }
}
