package io.github.supportops.copilot.helpdesk.internal;

import java.io.IOException;

/** A reply is larger than anything this library asks for; asking again gives the same. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int mostBytes) {
        super("A reply is larger than " + mostBytes + " bytes");
    }
}
