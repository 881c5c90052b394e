package io.imbridge.normalize;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one object, to find a name that is given twice. Most objects have few names. */
final class NameSet {
    private static final int FEW = 8;

    private final String[] first = new String[FEW];
    private int size;
    private @Nullable Set<String> all;

    /** Adds a name; returns false when it is already there. */
    boolean add(String name) {
        if (all != null) {
            return all.add(name);
        }
        for (int i = 0; i < size; i++) {
            if (first[i].equals(name)) {
                return false;
            }
        }
        if (size < FEW) {
            first[size++] = name;
            return true;
        }
        all = new HashSet<>(Arrays.asList(first));
        return all.add(name);
    }

    void clear() {
        size = 0;
        all = null;
    }
}
