/** Each library with the model that its users would write for it. */
package konpro.errors.benchmarks.contestants;
