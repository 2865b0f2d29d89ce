/** This library's own JSON settings; never the application's. Not exported. */
@NullMarked
package io.github.supportops.copilot.internal.json;

import org.jspecify.annotations.NullMarked;
