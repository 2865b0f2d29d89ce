package io.github.supportops.copilot.helpdesk.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as an authorization server gave it.
 *
 * @param secret the token
 * @param renewAt when to get another one, or null when only a refusal tells
 */
public record Token(Secret secret, @Nullable Instant renewAt) {}
