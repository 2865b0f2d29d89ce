/**
 * How good an analyzer is, in numbers. Read {@link io.github.supportops.copilot.eval.LabelledTickets}, run an {@link
 * io.github.supportops.copilot.eval.Evaluation} over them, and look at its {@link
 * io.github.supportops.copilot.eval.EvaluationReport}.
 */
@NullMarked
package io.github.supportops.copilot.eval;

import org.jspecify.annotations.NullMarked;
