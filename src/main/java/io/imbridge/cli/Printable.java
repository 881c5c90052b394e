package io.imbridge.cli;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes text from strangers safe for a terminal: on one line, and without characters that a terminal would obey or not
 * show.
 *
 * <p>Each such character becomes its JSON escape, so a line of JSON keeps its meaning.
 */
final class Printable {
    /**
     * Control characters, line ends, direction marks, characters without width, unassigned characters, and halves of
     * surrogate pairs.
     */
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
