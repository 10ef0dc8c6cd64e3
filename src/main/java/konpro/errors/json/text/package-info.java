/**
 * JSON text as bytes: scanned on the way in, encoded on the way out. It knows of no values, and is not exported: the floors
 * above share it, so that there is one scanner, one decoder and one encoder for all of them.
 */
package konpro.errors.json.text;
