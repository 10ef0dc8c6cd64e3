/**
 * How JSON is read and written: the cursor, the output, and the implementations of the values. This package is not exported.
 * {@code konpro.errors} uses it to read and write the envelope.
 */
package konpro.errors.json.impl;
