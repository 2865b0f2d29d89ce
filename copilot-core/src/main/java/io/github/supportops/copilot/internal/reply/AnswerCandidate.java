package io.github.supportops.copilot.internal.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * An object that has at least one of the fields, and how it was come by.
 *
 * @param object its members under the schema's own names
 * @param repairs what was put right on the way
 */
record AnswerCandidate(ObjectNode object, Set<Repair> repairs) {

    @Override
    public String toString() {
        return "AnswerCandidate[fields=" + object.size() + ", repairs=" + repairs + "]";
    }

    /** {@return whether every member of the other one is here with the same value} */
    boolean contains(AnswerCandidate other) {
        return other.object.properties().stream()
                .allMatch(member -> member.getValue().equals(object.get(member.getKey())));
    }
}
