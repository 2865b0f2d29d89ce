package io.github.supportops.copilot.rawserver;

import java.io.IOException;

/** What the server does with one call. */
@FunctionalInterface
public interface Script {

    /**
     * Serves one call. An exception of the connection ends it; that is what a client does that hangs up.
     *
     * @return whether the connection stays open for the next call
     */
    boolean serve(RawConnection connection) throws IOException;
}
