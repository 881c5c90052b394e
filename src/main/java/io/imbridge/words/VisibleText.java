package io.imbridge.words;

import java.util.Locale;

/**
 * Makes text of strangers safe for people to read: it contains no hidden characters, nothing that turns the writing
 * direction, and nothing that controls a terminal.
 *
 * <p>Such a character is shown as its number, {@code ⟨U+202E⟩}, and a line end as {@code ⏎}. Characters that join
 * several emoji to one picture stay.
 */
public final class VisibleText {
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int KEYCAP = 0x20e3;
    private static final int JOINER = 0x200d;
    private static final int FIRST_PICTURE = 0x1f000;
    private static final int LAST_PICTURE = 0x1faff;

    private VisibleText() {}

    /** Makes a whole text visible. */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        write(text, 0, text.length(), visible);
        return visible.toString();
    }

    /**
     * Makes a text visible and cuts it if it is long. A cut text is followed by its full length.
     *
     * @param most the largest number of characters that are shown
     */
    public static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return of(text);
        }
        StringBuilder visible = new StringBuilder(most + 32);
        write(text, 0, text.offsetByCodePoints(0, most), visible);
        return visible.append(String.format(Locale.ROOT, "… (%,d characters)", length))
                .toString();
    }

    private static void write(String text, int begin, int end, StringBuilder visible) {
        int before = -1;
        int at = begin;
        while (at < end) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            int after = next < end ? text.codePointAt(next) : -1;
            if (character == '\n' || (character == '\r' && after == '\n')) {
                visible.append('⏎');
                next += character == '\r' ? 1 : 0;
            } else if (isHidden(character) && !isPartOfPicture(before, character, after)) {
                visible.append(String.format(Locale.ROOT, "⟨U+%04X⟩", character));
            } else {
                visible.appendCodePoint(character);
            }
            before = character == EMOJI_STYLE ? before : character;
            at = next;
        }
    }

    private static boolean isHidden(int character) {
        if (character < 0x7f) {
            return character < ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.UNASSIGNED -> !isPicture(character);
            default -> hasNoWidth(character);
        };
    }

    private static boolean hasNoWidth(int character) {
        return switch (character) {
            case 0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x3164, 0xffa0, 0x1d159 -> true;
            default -> (character >= 0xfe00 && character <= EMOJI_STYLE) || character >= 0xe0000;
        };
    }

    /**
     * Whether a character is the sign that asks for the colourful form of a picture, or the sign that joins two
     * pictures.
     */
    private static boolean isPartOfPicture(int before, int character, int after) {
        return character == EMOJI_STYLE
                ? isPicture(before) || after == KEYCAP
                : character == JOINER && isPicture(before) && isPicture(after);
    }

    private static boolean isPicture(int character) {
        return character >= 0
                && ((character >= FIRST_PICTURE && character <= LAST_PICTURE)
                        || Character.getType(character) == Character.OTHER_SYMBOL);
    }
}
