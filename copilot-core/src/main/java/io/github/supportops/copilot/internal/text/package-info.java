/** Text that is safe to show. Not exported. */
@NullMarked
package io.github.supportops.copilot.internal.text;

import org.jspecify.annotations.NullMarked;
