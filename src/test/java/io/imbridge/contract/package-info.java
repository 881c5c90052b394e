/** What consumers read of the contract, made from the catalogue: schemas and the AsyncAPI document. */
package io.imbridge.contract;
