package io.imbridge.verify;

import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * The tokens of one app as a configuration gives them: a comma separates two, and no other character means anything.
 *
 * <p>Never shows one: not in a message, not in {@code toString}.
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

    /** Whether it gives nothing, or a blank that cannot have been meant. */
    boolean isBlank() {
        return tokens.isEmpty() || tokens.stream().anyMatch(String::isBlank);
    }

    @Override
    public String toString() {
        return "TokenList[" + tokens.size() + "]";
    }

    /** Takes any text: what a converter throws is told together with the text. */
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
