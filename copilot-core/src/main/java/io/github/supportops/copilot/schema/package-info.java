/**
 * The shape of an answer: names, types and allowed values. {@link
 * io.github.supportops.copilot.schema.AnalysisSchema} is the single source from which the request's schema, the validator
 * and the columns are derived.
 */
@NullMarked
package io.github.supportops.copilot.schema;

import org.jspecify.annotations.NullMarked;
