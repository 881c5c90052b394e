/** Ways to hurt the service that are not made by chance: what each does to its memory, and to those who call it as they should. */
package io.imbridge.abuse;
