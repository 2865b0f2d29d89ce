/** Programs that print the figures of {@code docs/benchmarks.md}; {@link Benchmarks} starts them. */
package io.github.supportops.copilot.benchmarks;
