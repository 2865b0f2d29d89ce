package io.github.supportops.copilot.app;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.csv.TicketFileException;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;

/** How the program ends. The numbers are part of its interface and stand in {@code --help} and the README. */
enum ExitCode {
    DONE(0),
    FAILED_ROWS(1),
    WRONG_USAGE(2),
    BAD_INPUT(3),
    SETUP(4),
    UNAVAILABLE(5),
    INVALID_ANSWER(6),
    STOPPED(7),
    REQUIREMENT_NOT_MET(8),
    /** A fault of the program itself; the number is the one of sysexits.h. */
    INTERNAL(70);

    static final String HEADING = "%nExit codes:%n";

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Exception failure) {
        if (failure instanceof AnalysisException analysis) {
            return of(analysis);
        }
        if (failure instanceof HelpdeskException helpdesk) {
            return helpdesk instanceof HelpdeskUnavailableException ? UNAVAILABLE : SETUP;
        }
        return failure instanceof TicketFileException ? BAD_INPUT : INTERNAL;
    }

    private static ExitCode of(AnalysisException failure) {
        if (failure.kind() == FailureKind.BUDGET) {
            return STOPPED;
        }
        if (failure instanceof InvalidTicketException) {
            return BAD_INPUT;
        }
        if (failure instanceof ProviderUnavailableException) {
            return UNAVAILABLE;
        }
        return failure instanceof InvalidAnswerException ? INVALID_ANSWER : SETUP;
    }
}
