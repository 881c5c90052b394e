package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A page of the documentation, in Markdown: its tables, blocks of code, links and headings.
 *
 * @param file where it is, from the project's root
 * @param text the page, as it is written
 */
public record Page(Path file, String text) {
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern RULE = Pattern.compile("\\|[-:|]+\\|");
    private static final Pattern FENCED = Pattern.compile("^( *)```.*?^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:href|src|srcset)=\"([^\"]+)\"");

    /** The page at a path from the project's root, such as {@code docs/configuration.md}. */
    public static Page of(String file) {
        return of(Path.of(file));
    }

    /** The page at a path from the project's root. */
    public static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows, each as its cells, of all tables whose first column has this title; it fails where there is none. */
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
        if (rows.isEmpty()) {
            throw new AssertionError(file + " has no table whose first column is called " + firstColumn);
        }
        return rows;
    }

    /** A column of {@link #table}, counted from 0. */
    public List<String> column(String firstColumn, int number) {
        return table(firstColumn).stream().map(row -> row.get(number)).toList();
    }

    /** Names a table for the message of a test that compares it: the page, and the title of the first column. */
    public String where(String firstColumn) {
        return file + ", the table whose first column is called " + firstColumn;
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

    /** What it links to, pictures too, as it is written: addresses of the web are among them, code is not looked at. */
    public List<String> links() {
        String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    public Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        FENCED.matcher(text)
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> anchor(line.replaceFirst("^#+ +", "")))
                .forEach(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    /** The anchor that GitHub makes of a heading. */
    public static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Its place, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.lastIndexOf('|'));
        return BAR.splitAsStream(inner).map(String::strip).toList();
    }
}
