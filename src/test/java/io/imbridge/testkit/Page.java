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
 * A page of the documentation in Markdown: its tables, code blocks, links and headings.
 *
 * @param file its path from the project's root
 * @param text its text in Markdown
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

    /**
     * The rows, each as a list of cells, of all tables whose first column has this title. It fails if there is no such
     * table.
     */
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

    /** Describes a table for a failure message: the page, and the title of the first column. */
    public String where(String firstColumn) {
        return file + ", the table whose first column is called " + firstColumn;
    }

    /** The text of a cell that is entirely in backticks; any other cell is returned in brackets. */
    public static String code(String cell) {
        boolean code = cell.length() > 2 && cell.startsWith("`") && cell.indexOf('`', 1) == cell.length() - 1;
        return code ? cell.substring(1, cell.length() - 1) : "(" + cell + ")";
    }

    /** The code blocks in a language, in order. */
    public List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The targets of its links, including pictures and web addresses, exactly as written. Code is ignored. */
    public List<String> links() {
        String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .toList();
    }

    /** The anchors that GitHub makes of its headings. */
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

    /** Its path, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.lastIndexOf('|'));
        return BAR.splitAsStream(inner).map(String::strip).toList();
    }
}
