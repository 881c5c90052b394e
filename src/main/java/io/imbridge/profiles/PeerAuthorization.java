package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/** What one instance shows another when it asks for profiles. */
public interface PeerAuthorization {
    /** The {@code Authorization} of a request, as of now; null where instances ask each other without. */
    @Nullable
    String header();
}
