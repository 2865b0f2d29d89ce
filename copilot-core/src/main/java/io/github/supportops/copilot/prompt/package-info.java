/**
 * What a model is told. {@link io.github.supportops.copilot.prompt.PromptTemplate} turns a ticket into messages; {@link
 * io.github.supportops.copilot.prompt.PromptTemplate#standard()} is the one that is used unless you bring your own.
 */
@NullMarked
package io.github.supportops.copilot.prompt;

import org.jspecify.annotations.NullMarked;
