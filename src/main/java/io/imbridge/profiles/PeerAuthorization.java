package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/** The credentials that one instance sends to another when it asks for profiles. */
public interface PeerAuthorization {
    /** The present {@code Authorization} header of a request; null if instances ask each other without one. */
    @Nullable
    String header();
}
