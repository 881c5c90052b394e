package io.imbridge.ops;

import io.imbridge.callback.Mistake;
import io.smallrye.config.SmallRyeConfig;
import java.util.regex.Pattern;

/** Describes what to fix: the key, its variable of the environment, and the given value. */
final class MistakeText {
    private static final int LONGEST = 100;
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private final SmallRyeConfig config;

    MistakeText(SmallRyeConfig config) {
        this.config = config;
    }

    /** Describes a mistake in one sentence. */
    String of(Mistake mistake) {
        String key = mistake.key();
        if (key == null) {
            return mistake.right();
        }
        return key + " (" + Setting.variable(key) + ") " + mistake.right() + given(key) + ".";
    }

    /** The value as it was written, because the value of an expression may be a secret of another key. */
    private String given(String key) {
        String value = UnreadableValues.asGiven(config, key).getRawValue();
        if (value == null) {
            return "";
        }
        String shown = NOT_SHOWN.matcher(value).replaceAll("?");
        return ", and is '" + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown) + "'";
    }
}
