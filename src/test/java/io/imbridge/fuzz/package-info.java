/** Inputs made by chance and by coverage for the service's interfaces. */
package io.imbridge.fuzz;
