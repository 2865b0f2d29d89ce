package io.github.supportops.copilot.local.internal.heads;

import io.github.supportops.copilot.local.internal.text.CueReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The explicit rules on top of the learned heads. A rule never overrules the heads outright: it lifts a label's share to at
 * least the frequency with which its cue meant that label in the examples, if the heads do not think it absurd. The rules
 * are listed in {@code docs/offline.md}. Not thread-safe; made for one ticket.
 */
public final class Rules {

    /** Below this share the heads call a label absurd, and a rule does not lift it. */
    private static final double ABSURD = 0.04;

    private final Map<String, List<String>> labels;
    private final Map<String, double[]> shares;
    private final CueReport cues;
    private final List<String> applied = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();

    /**
     * Rules for one ticket.
     *
     * @param labels the labels of every field in the order of their shares
     * @param shares what the heads say, by field
     */
    public Rules(Map<String, List<String>> labels, Map<String, double[]> shares, CueReport cues) {
        this.labels = labels;
        this.shares = new LinkedHashMap<>(shares);
        this.cues = cues;
    }

    /** Lifts the shares that the cues speak for. */
    public void apply() {
        urgency();
        churn();
        escalation();
        for (String cue : List.of(
                "urgent",
                "deadline",
                "fault",
                "declined",
                "refund",
                "charge",
                "wish",
                "complaint",
                "negative",
                "positive")) {
            cues.quote(cue).ifPresent(evidence::add);
        }
    }

    private void urgency() {
        boolean danger = has("safety", "security", "outage", "data_loss");
        if (danger && (has("urgent", "blocked", "deadline") || share("urgency", "critical") > 0.25)) {
            lift(
                    "urgency",
                    "critical",
                    0.6,
                    "danger",
                    "safety",
                    "security",
                    "outage",
                    "data_loss",
                    "urgent",
                    "blocked");
        } else if (cues.opensWith("urgent") && !has("not_urgent") && share("urgency", "critical") < 0.4) {
            lift("urgency", "high", 0.6, "called urgent", "urgent");
        } else if (has("not_urgent") && !danger && !has("legal")) {
            lift("urgency", "low", 0.7, "not urgent", "not_urgent");
        }
    }

    private void churn() {
        if (has("cancel") && !has("newsletter")) {
            lift("churn_risk", "high", 0.7, "cancellation", "cancel");
        }
    }

    private void escalation() {
        if (has("human_wish")) {
            lift("escalation_required", "true", 0.8, "wish for a person", "human_wish");
        }
        if (has("call_back")) {
            lift("escalation_required", "true", 0.8, "call back", "call_back");
        }
        if (has("legal")) {
            lift("escalation_required", "true", 0.75, "legal threat", "legal");
        }
        if (has("security", "safety", "data_loss")) {
            lift("escalation_required", "true", 0.7, "security or safety", "security", "safety", "data_loss");
        }
        if (label("urgency").equals("critical")) {
            lift("escalation_required", "true", 0.85, "critical urgency");
        }
    }

    private boolean has(String... wanted) {
        for (String cue : wanted) {
            if (cues.has(cue)) {
                return true;
            }
        }
        return false;
    }

    private double share(String field, String label) {
        return shares(field)[labels(field).indexOf(label)];
    }

    private double[] shares(String field) {
        double[] found = shares.get(field);
        if (found == null) {
            throw new IllegalArgumentException("no shares of " + field);
        }
        return found;
    }

    private void lift(String field, String label, double floor, String rule, String... shown) {
        double[] before = shares(field);
        int index = labels(field).indexOf(label);
        if (before[index] < ABSURD || before[index] >= floor) {
            return;
        }
        double[] after = before.clone();
        double others = 1 - before[index];
        for (int i = 0; i < after.length; i++) {
            after[i] = i == index ? floor : before[i] * (1 - floor) / others;
        }
        shares.put(field, after);
        applied.add(rule);
        for (String cue : shown) {
            cues.quote(cue).ifPresent(evidence::add);
        }
    }

    /** The label of a field. */
    public String label(String field) {
        return labels(field).get(best(shares(field)));
    }

    /** The share of the label of a field. */
    public double share(String field) {
        double[] all = shares(field);
        return all[best(all)];
    }

    private List<String> labels(String field) {
        List<String> known = labels.get(field);
        if (known == null) {
            throw new IllegalArgumentException("no labels of " + field);
        }
        return known;
    }

    private static int best(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }

    /** The names of the rules that changed a share. */
    public List<String> applied() {
        return applied;
    }

    /** Words of the ticket that show why, most telling first. */
    public List<String> evidence() {
        return evidence;
    }
}
