/**
 * Turns a sentence into a vector: the word-piece tokenizer, the plain-Java encoder and its optional accelerator. The entry
 * point is {@link io.github.supportops.copilot.local.internal.encoder.SentenceEncoders}.
 */
@NullMarked
package io.github.supportops.copilot.local.internal.encoder;

import org.jspecify.annotations.NullMarked;
