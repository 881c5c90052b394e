package io.imbridge.ops;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the setting that a misspelled name probably means, in any spelling: with dots, dashes, underscores or camel
 * case.
 */
final class NearestSetting {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

    private static final int NAME_IN_MAP = 2;

    private NearestSetting() {}

    /** The setting that needs the fewest changes. */
    static Setting to(String name) {
        String words = words(name);
        return KnownSettings.OURS.stream()
                .min(Comparator.comparingInt(setting -> distance(words, setting)))
                .orElseThrow();
    }

    /** The words of a name, in lower case, with a dash between two words. */
    private static String words(String name) {
        String small = HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
        String dashed = BETWEEN_WORDS.matcher(small).replaceAll("-");
        return dashed.endsWith("-") ? dashed.substring(0, dashed.length() - 1) : dashed;
    }

    /**
     * The distance of a setting. The user's own name in a map may be anything, but another setting with nearly the same
     * words is closer.
     */
    private static int distance(String given, Setting setting) {
        String meant = words(setting.key());
        if (setting.form() != Setting.Form.MAP || count(given) <= count(meant)) {
            return distance(given, meant, setting.key());
        }
        if (setting.below() != null) {
            return changes(given, first(given, count(meant) + 1) + "-" + words(setting.below()))
                    + changes(first(given, count(meant)), meant);
        }
        return NAME_IN_MAP + distance(first(given, count(meant)), meant, setting.key());
    }

    /** Words that are missing at the end, or between {@code bridge} and the last part, count as one change. */
    private static int distance(String given, String meant, String key) {
        String last = "bridge-" + words(key.substring(key.lastIndexOf('.') + 1));
        boolean cut = meant.startsWith(given) && count(given) == count(meant) && !meant.equals(given);
        return cut ? 1 : Math.min(changes(given, meant), 1 + changes(given, last));
    }

    /** The first words, up to the given number. */
    private static String first(String words, int count) {
        return Arrays.stream(words.split("-", -1)).limit(count).collect(Collectors.joining("-"));
    }

    private static int count(String words) {
        return words.split("-", -1).length;
    }

    /** The number of letters to insert, delete or replace to turn one text into the other: Levenshtein's distance. */
    static int changes(String one, String other) {
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, index -> index);
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
