package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page that outsiders read, with its tables.
 *
 * @param text the page, as it is written
 */
public record Readme(String text) {
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern RULE = Pattern.compile("\\|[-:|]+\\|");

    /** The project's own. */
    public static Readme ofTheProject() {
        try {
            return new Readme(Files.readString(Path.of("README.md")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows, each as its cells, of all tables whose first column has this title; nothing where there is none. */
    public List<List<String>> table(String firstColumn) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !RULE.matcher(line).matches()) {
                rows.add(cells(line));
            } else if (!inside) {
                inside = cells(line).get(0).equals(firstColumn);
            }
        }
        return rows;
    }

    /** A column of {@link #table}, counted from 0. */
    public List<String> column(String firstColumn, int number) {
        return table(firstColumn).stream().map(row -> row.get(number)).toList();
    }

    /** What a cell has in backticks and nothing else; the cell in brackets where it is words. */
    public static String code(String cell) {
        boolean code = cell.length() > 2 && cell.startsWith("`") && cell.indexOf('`', 1) == cell.length() - 1;
        return code ? cell.substring(1, cell.length() - 1) : "(" + cell + ")";
    }

    /** The blocks of code in a language, in their order. */
    public List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.lastIndexOf('|'));
        return BAR.splitAsStream(inner).map(String::strip).toList();
    }
}
