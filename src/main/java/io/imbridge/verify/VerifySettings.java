package io.imbridge.verify;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration under {@code bridge.verify}. */
@ConfigMapping(prefix = "bridge.verify")
public interface VerifySettings {
    /** Our SDKAppIDs. Required. */
    Optional<List<String>> appIds();

    /** The valid tokens of each app, by SDKAppID. An app without any token, here or in a file, needs no signature. */
    Map<String, @WithConverter(TokenList.Reader.class) TokenList> tokens();

    /** A directory with one file for each SDKAppID, named after it, with one token on each line. */
    Optional<Path> tokensDirectory();

    /** How far {@code RequestTime} may differ from the present, in either direction. */
    @WithDefault("1m")
    Duration window();

    /** The addresses and CIDR blocks from which callers may connect; all when not given. */
    Optional<List<String>> allowedAddresses();

    /** Our SDKAppIDs, without surrounding white space. */
    default List<String> apps() {
        return appIds().orElse(List.of()).stream().map(String::strip).toList();
    }

    /** What must be fixed before the service can start; it never contains a token. */
    default List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        if (apps().isEmpty()) {
            mistakes.add(
                    Mistake.of("No app is configured. Set the SDKAppIDs of your apps, comma-separated, as the property"
                            + " bridge.verify.app-ids or the environment variable BRIDGE_VERIFY_APP_IDS."));
        }
        apps().stream()
                .filter(app -> !isApp(app))
                .forEach(app -> mistakes.add(Mistake.of("'" + app + "' in bridge.verify.app-ids (BRIDGE_VERIFY_APP_IDS)"
                        + " is no SDKAppID: those are numbers.")));
        mistakes.addAll(inTokens());
        mistakes.addAll(inTokenFiles());
        if (window().isNegative() || window().isZero()) {
            mistakes.add(Mistake.inValue("bridge.verify.window", "must be longer than nothing"));
        }
        try {
            AllowedAddresses.parse(allowedAddresses().orElse(List.of()));
        } catch (IllegalArgumentException notAnAddress) {
            mistakes.add(Mistake.of("bridge.verify.allowed-addresses (BRIDGE_VERIFY_ALLOWED_ADDRESSES): "
                    + notAnAddress.getMessage() + "."));
        }
        return mistakes;
    }

    private static boolean isApp(String text) {
        return text.matches("[0-9]{1,20}");
    }

    private List<Mistake> inTokens() {
        List<Mistake> mistakes = new ArrayList<>();
        // A key that is not a number may be a token in the wrong place.
        if (!tokens().keySet().stream().allMatch(VerifySettings::isApp)) {
            mistakes.add(Mistake.of("A key under bridge.verify.tokens (BRIDGE_VERIFY_TOKENS_<SDKAppID>) is no SDKAppID:"
                    + " those are numbers."));
        }
        tokens().forEach((app, given) -> {
            String key = "bridge.verify.tokens." + app + " (BRIDGE_VERIFY_TOKENS_" + app + ")";
            if (isApp(app) && !apps().contains(app)) {
                mistakes.add(Mistake.of(key
                        + " has tokens, but bridge.verify.app-ids (BRIDGE_VERIFY_APP_IDS) does not name that app."));
            }
            if (isApp(app) && given.isBlank()) {
                mistakes.add(Mistake.of(key + " has a blank token: look for a comma too many."));
            }
        });
        return mistakes;
    }

    private List<Mistake> inTokenFiles() {
        Set<String> apps = apps().stream().filter(VerifySettings::isApp).collect(Collectors.toSet());
        return tokensDirectory().stream()
                .flatMap(directory -> new TokenFiles(directory, apps).faultsAtStart(tokens().keySet()).stream())
                .map(fault -> Mistake.of("bridge.verify.tokens-directory (BRIDGE_VERIFY_TOKENS_DIRECTORY): "
                        + fault.file() + " " + fault.reason() + "."))
                .toList();
    }
}
