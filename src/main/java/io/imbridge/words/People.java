package io.imbridge.words;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who did something, and to whom. */
final class People {
    private static final int SHOWN = 3;
    private static final JsonPointer PLATFORM = JsonPointer.valueOf("/client/platform");
    private static final JsonPointer FIRST_SIDE = JsonPointer.valueOf("/0/From_Account");
    private static final String SERVERS = "RESTAPI";

    private People() {}

    /** Never null: if nobody is named, the result says so. */
    static List<Part> who(Slot slot, SentenceContext context) {
        String text = context.text(slot.places().isEmpty() ? List.of(SentenceContext.OPERATOR) : slot.places());
        if (text != null) {
            return List.of(SentenceContext.name(text, Part.Kind.PERSON));
        }
        boolean isServer = SERVERS.equals(context.text(List.of(PLATFORM)));
        return List.of(Part.plain(Phrases.get(isServer ? "who.servers" : "absent.who")));
    }

    static @Nullable List<Part> another(Slot slot, SentenceContext context) {
        String text = context.text(slot.places());
        return text == null || text.equals(context.text(List.of(SentenceContext.OPERATOR)))
                ? null
                : List.of(SentenceContext.name(text, Part.Kind.PERSON));
    }

    static @Nullable List<Part> others(Slot slot, SentenceContext context) {
        JsonNode pairs = context.event().at(slot.places().get(0));
        return all(slot, context, SentenceContext.text(pairs.at(FIRST_SIDE)), Part.Kind.PERSON);
    }

    static @Nullable List<Part> all(Slot slot, SentenceContext context, @Nullable String except, Part.Kind kind) {
        Set<String> accounts = new LinkedHashSet<>();
        for (JsonNode element : context.event().at(slot.places().get(0))) {
            String account = SentenceContext.text(slot.word(0).isEmpty() ? element : element.path(slot.word(0)));
            if (account != null && !account.isEmpty() && !account.equals(except)) {
                accounts.add(account);
            }
        }
        List<List<Part>> shown = accounts.stream()
                .limit(SHOWN)
                .map(account -> List.of(SentenceContext.name(account, kind)))
                .toList();
        return shown.isEmpty()
                ? null
                : Listing.of(shown, accounts.size() - shown.size(), "list.other-person", "list.other-people");
    }
}
