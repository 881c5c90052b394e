package io.imbridge.cli;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Text of strangers for a terminal: on one line, and with nothing in it that a terminal would obey or not show.
 *
 * <p>Such a character stands as its escape in JSON, so a line of JSON says the same as before.
 */
final class Printable {
    /** Controls, line ends, what turns the direction, what has no width, what is no character, halves of pairs. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}"
            + "\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{3164}\\x{ffa0}"
            + "\\x{fe00}-\\x{fe0f}\\x{1d159}\\x{e0100}-\\x{e01ef}]");

    private static final HexFormat HEX = HexFormat.of();

    private Printable() {}

    static String of(String text) {
        return HIDDEN.matcher(text).replaceAll(hidden -> escapes(hidden.group()));
    }

    private static String escapes(String character) {
        StringBuilder escapes = new StringBuilder();
        character.chars().forEach(unit -> escapes.append("\\\\u").append(HEX.toHexDigits((char) unit)));
        return escapes.toString();
    }
}
