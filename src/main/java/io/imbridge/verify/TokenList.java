package io.imbridge.verify;

import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * The tokens of one app as a configuration gives them, separated by commas. No other character has a special meaning.
 *
 * <p>It never shows a token, neither in a message nor in {@code toString}.
 */
final class TokenList {
    static final TokenList NONE = new TokenList(List.of());

    private final List<String> tokens;

    private TokenList(List<String> tokens) {
        this.tokens = tokens;
    }

    List<String> tokens() {
        return tokens;
    }

    /** Whether the list is empty, or contains a blank token, which nobody can have intended. */
    boolean isBlank() {
        return tokens.isEmpty() || tokens.stream().anyMatch(String::isBlank);
    }

    @Override
    public String toString() {
        return "TokenList[" + tokens.size() + "]";
    }

    /** Accepts any text, because a converter's exception would be shown together with the text. */
    public static final class Reader implements Converter<TokenList> {
        private static final long serialVersionUID = 1;

        @Override
        public TokenList convert(String text) {
            return new TokenList(Arrays.stream(text.split(",", -1))
                    .filter(token -> !token.isEmpty())
                    .toList());
        }
    }
}
