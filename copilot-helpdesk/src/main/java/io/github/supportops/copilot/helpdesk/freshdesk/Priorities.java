package io.github.supportops.copilot.helpdesk.freshdesk;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.Priority;

/** Freshdesk's priorities: 1 low, 2 medium, 3 high, 4 urgent. A ticket always has one. */
final class Priorities {
    private Priorities() {}

    static int of(Urgency urgency) {
        return switch (urgency) {
            case LOW -> 1;
            case MEDIUM -> 2;
            case HIGH -> 3;
            case CRITICAL -> 4;
        };
    }

    static Priority of(int number) {
        for (Urgency urgency : Urgency.values()) {
            if (of(urgency) == number) {
                return new Priority(String.valueOf(number), urgency);
            }
        }
        return new Priority(String.valueOf(number), null);
    }
}
