/** Hashes that name content. */
@NullMarked
package io.github.supportops.copilot.internal.hash;

import org.jspecify.annotations.NullMarked;
