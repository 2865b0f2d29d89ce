package io.github.supportops.copilot.helpdesk;

import java.util.Map;
import java.util.Objects;

/**
 * Where a value of the triage goes.
 *
 * @param field the custom field: its id in Zendesk, its name ({@code cf_…}) in Freshdesk, its API name ({@code …__c}) in
 *     Salesforce
 * @param policy when it is written
 * @param values what is written for a value, by its wire name; a value that is not named is written as it is
 */
public record FieldTarget(String field, WritePolicy policy, Map<String, String> values) {
    /** Copies the map. @throws IllegalArgumentException if the field is blank */
    public FieldTarget {
        Objects.requireNonNull(policy, "policy");
        values = Map.copyOf(values);
        if (field.isBlank()) {
            throw new IllegalArgumentException("A field to write to needs a name");
        }
    }

    /** {@return a target that takes the values as they are} */
    public static FieldTarget of(String field, WritePolicy policy) {
        return new FieldTarget(field, policy, Map.of());
    }

    /** {@return what is written for a value} */
    public String written(String value) {
        return values.getOrDefault(value, value);
    }
}
