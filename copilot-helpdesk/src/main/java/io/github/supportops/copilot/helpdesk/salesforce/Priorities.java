package io.github.supportops.copilot.helpdesk.salesforce;

import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.helpdesk.Priority;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an urgency is in the org's own words. Every org may rename its priorities; a value nobody named has no rank, so it is
 * neither raised nor lowered. Immutable.
 */
final class Priorities {
    private static final Map<Urgency, List<String>> USUAL = new EnumMap<>(Map.of(
            Urgency.CRITICAL, List.of("Critical", "Urgent", "High"),
            Urgency.HIGH, List.of("High"),
            Urgency.MEDIUM, List.of("Medium", "Normal"),
            Urgency.LOW, List.of("Low")));

    private final Map<Urgency, String> named;
    private final List<String> active;

    /**
     * Creates it.
     *
     * @param named values from the settings, which win
     * @param active the values of the org's picklist
     */
    Priorities(Map<Urgency, String> named, List<String> active) {
        this.named = Map.copyOf(named);
        this.active = List.copyOf(active);
    }

    /** {@return the value that is written for an urgency} */
    String value(Urgency urgency) {
        String chosen = named.get(urgency);
        return chosen != null
                ? chosen
                : inOrg(urgency).orElse(usual(urgency).get(usual(urgency).size() - 1));
    }

    /** {@return whether the org has the value that is written for an urgency} */
    boolean exists(Urgency urgency) {
        return active.contains(value(urgency));
    }

    private Optional<String> inOrg(Urgency urgency) {
        return usual(urgency).stream()
                .flatMap(usual -> active.stream().filter(usual::equalsIgnoreCase))
                .findFirst();
    }

    /** {@return the priority a case has, with its rank if that is known} */
    Priority of(String value) {
        for (Urgency urgency : Urgency.values()) {
            if (value.equals(named.get(urgency))) {
                return new Priority(value, urgency);
            }
        }
        return new Priority(value, usualRank(value));
    }

    private static @Nullable Urgency usualRank(String value) {
        for (Urgency urgency : Urgency.values()) {
            if (usual(urgency).stream().anyMatch(value::equalsIgnoreCase)) {
                return urgency;
            }
        }
        return null;
    }

    private static List<String> usual(Urgency urgency) {
        return USUAL.getOrDefault(urgency, List.of());
    }
}
