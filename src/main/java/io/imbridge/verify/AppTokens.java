package io.imbridge.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The current tokens of each of our apps: the tokens of the configuration together with the tokens of the token files.
 *
 * <p>A change of a file counts after it has been read twice, so a file that is still being written does not count. A
 * lost or broken token file leaves the tokens unchanged: it never turns signature checks off. Many threads may ask for
 * tokens while one thread reads the files.
 */
final class AppTokens {
    private static final Logger LOG = Logger.getLogger(AppTokens.class);

    private final Map<String, Tokens> configured;
    private final @Nullable TokenFiles files;
    private final Map<String, Tokens> used = new HashMap<>();
    private Map<String, Tokens> seen;
    private List<TokenFiles.Fault> told = List.of();
    private volatile Map<String, Tokens> current;

    AppTokens(Map<String, Tokens> configured, @Nullable TokenFiles files) {
        this.configured = configured;
        this.files = files;
        this.current = configured;
        this.seen = Map.of();
    }

    /**
     * Reads configuration and files for the first time.
     *
     * @throws IllegalStateException when the files are unusable; {@link VerifySettings#mistakes} describes when
     *     they are
     */
    static AppTokens of(VerifySettings settings) {
        Map<String, Tokens> configured = new HashMap<>();
        settings.apps()
                .forEach(app -> configured.put(
                        app,
                        new Tokens(settings.tokens()
                                .getOrDefault(app, TokenList.NONE)
                                .tokens())));
        Path directory = settings.tokensDirectory().orElse(null);
        TokenFiles files = directory == null ? null : new TokenFiles(directory, configured.keySet());
        AppTokens tokens = new AppTokens(Map.copyOf(configured), files);
        if (files != null) {
            tokens.begin(files.read());
        }
        tokens.warnOfOpenApps();
        return tokens;
    }

    /** Tokens for a service that receives no callbacks: it knows no app. */
    static AppTokens none() {
        return new AppTokens(Map.of(), null);
    }

    /** The app's tokens, possibly none; null when the app is not ours. */
    @Nullable
    Tokens of(String app) {
        return current.get(app);
    }

    /** How many apps have tokens now. */
    long signedApps() {
        return current.values().stream().filter(Tokens::areConfigured).count();
    }

    /** Whether there are token files, which may change. */
    boolean canChange() {
        return files != null;
    }

    /** Reads the files again. */
    void look() {
        if (files != null) {
            TokenFiles.Content content = files.read();
            content.tokens().forEach(this::take);
            seen = content.tokens();
            tell(content, files);
            merge();
        }
    }

    private void begin(TokenFiles.Content content) {
        if (!content.faults().isEmpty()) {
            throw new IllegalStateException("The token files have become unusable: " + content.faults());
        }
        used.putAll(content.tokens());
        seen = content.tokens();
        told = content.strangers();
        told.forEach(stranger -> LOG.warnf("Token file ignored file=%s reason=%s", stranger.file(), stranger.reason()));
        merge();
    }

    /** Warns of each app without tokens: everybody who knows its id can send callbacks for it. */
    private void warnOfOpenApps() {
        current.forEach((app, tokens) -> {
            if (!tokens.areConfigured()) {
                LOG.warnf("No signature is asked: the app has no tokens app=%s", app);
            }
        });
    }

    private void take(String app, Tokens found) {
        Tokens before = seen.get(app);
        Tokens now = used.get(app);
        if (before != null && before.same(found) && (now == null || !now.same(found))) {
            used.put(app, found);
            LOG.infof("Tokens changed app=%s tokens=%s", app, found);
        }
    }

    private void tell(TokenFiles.Content content, TokenFiles from) {
        List<TokenFiles.Fault> faults = new ArrayList<>(content.strangers());
        faults.addAll(content.faults());
        used.keySet().stream()
                .filter(app -> !content.tokens().containsKey(app))
                .map(from::file)
                .filter(file -> content.faults().stream().noneMatch(fault -> file.startsWith(fault.file())))
                .forEach(file -> faults.add(new TokenFiles.Fault(file, "is gone")));
        faults.stream()
                .filter(fault -> !told.contains(fault))
                .forEach(fault -> LOG.warnf("Token file not usable file=%s reason=%s", fault.file(), fault.reason()));
        told = faults;
    }

    private void merge() {
        Map<String, Tokens> all = new HashMap<>(configured);
        used.forEach((app, tokens) -> all.merge(app, tokens, Tokens::and));
        current = Map.copyOf(all);
    }
}
