package io.imbridge.vendor;

import io.imbridge.callback.StartCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires this package. Where no app is configured, nothing of it is made. */
@Singleton
class VendorBeans {
    @Produces
    @Singleton
    StartCheck vendorCheck(VendorSettings settings) {
        return settings::mistakes;
    }
}
