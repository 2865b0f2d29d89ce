package io.github.supportops.copilot.helpdesk.internal;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One bearer token for all calls of an account: fetched when first needed, before it expires, and once it was refused. */
public final class BearerTokens implements Authorization {
    private final Supplier<Token> source;
    private final Time time;
    private @Nullable Token current;

    /**
     * Creates it.
     *
     * @param source asks the authorization server; may fail with a {@code HelpdeskException}
     */
    public BearerTokens(Supplier<Token> source, Time time) {
        this.source = source;
        this.time = time;
    }

    @Override
    public synchronized String header() {
        Token token = current;
        Instant renewAt = token == null ? null : token.renewAt();
        if (token == null || (renewAt != null && !time.now().isBefore(renewAt))) {
            token = source.get();
            current = token;
        }
        return "Bearer " + token.secret().reveal();
    }

    @Override
    public synchronized boolean renew(String refused) {
        if (current != null && refused.equals("Bearer " + current.secret().reveal())) {
            current = null;
        }
        header();
        return true;
    }
}
