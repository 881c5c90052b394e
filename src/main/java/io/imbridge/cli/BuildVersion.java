package io.imbridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as Maven recorded it, and its commit if the build knew one. */
final class BuildVersion implements IVersionProvider {
    private static final String FILE = "im-kafka-bridge.properties";
    private static final int SHORT = 12;

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (@Nullable InputStream file = BuildVersion.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not in the package: " + FILE);
            }
            build.load(file);
        }
        return new String[] {text(build.getProperty("version", "unknown"), build.getProperty("commit", "unknown"))};
    }

    /** Leaves the commit out unless it looks like a commit's hash. */
    static String text(String version, String commit) {
        boolean known = commit.matches("[0-9a-f]{7,64}");
        String shown = known ? " (commit " + commit.substring(0, Math.min(SHORT, commit.length())) + ")" : "";
        return "im-kafka-bridge " + version + shown;
    }
}
