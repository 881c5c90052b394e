/** Inputs made by chance and by coverage, thrown at the service's edges. */
package io.imbridge.fuzz;
