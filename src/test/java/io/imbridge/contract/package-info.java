/** The files of the contract for consumers, made from the catalogue: schemas and the AsyncAPI document. */
package io.imbridge.contract;
