package io.imbridge.console;

/** Text of strangers, such that what would not be seen is: control characters, and those that turn the reading order. */
final class VisibleText {
    private VisibleText() {}

    /** Each character that is not seen as {@code ⟨U+202E⟩}. */
    static String of(String text) {
        return text.codePoints().noneMatch(VisibleText::isUnseen) ? text : written(text);
    }

    private static String written(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isUnseen(point)) {
                shown.append("⟨U+%04X⟩".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Joiners are seen in what they join: families, and scripts that need them. Tags are seen in flags. */
    private static boolean isUnseen(int point) {
        int type = Character.getType(point);
        boolean isJoiner = point == 0x200C || point == 0x200D || (point >= 0xE0020 && point <= 0xE007F);
        return (type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR)
                && !isJoiner;
    }
}
