/**
 * Results kept for tickets that come again. {@link io.github.supportops.copilot.cache.ResultCache} is the place they are
 * kept in; {@code Analyzers.cached} of the compose package is the analyzer that uses it.
 */
@NullMarked
package io.github.supportops.copilot.cache;

import org.jspecify.annotations.NullMarked;
