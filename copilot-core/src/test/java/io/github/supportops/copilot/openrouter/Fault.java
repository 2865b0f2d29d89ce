package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.rawserver.Script;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on the wire, and what an analysis makes of it.
 *
 * @param name what it is
 * @param kind how the analysis ends when it happens every time; null for a result
 * @param triedAgain whether a second call is made, which ends well when it happens only once
 * @param script what the server does
 */
record Fault(String name, @Nullable FailureKind kind, boolean triedAgain, Script script) {

    static Fault harmless(String name, Script script) {
        return new Fault(name, null, false, script);
    }

    static Fault late(String name, Script script) {
        return new Fault(name, FailureKind.DEADLINE, false, script);
    }

    static Fault triedAgain(String name, FailureKind kind, Script script) {
        return new Fault(name, kind, true, script);
    }

    static Fault finalOne(String name, FailureKind kind, Script script) {
        return new Fault(name, kind, false, script);
    }

    @Override
    public String toString() {
        return name;
    }
}
