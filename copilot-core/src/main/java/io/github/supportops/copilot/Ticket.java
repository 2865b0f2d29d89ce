package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A support ticket: an id, what the customer wrote, and whatever else is known. Immutable. {@code toString()} shows the id
 * and lengths, never the text.
 */
public final class Ticket {
    private final String id;
    private final String message;
    private final @Nullable String subject;
    private final List<TicketMessage> thread;
    private final @Nullable String channel;
    private final @Nullable String language;
    private final @Nullable Instant createdAt;
    private final @Nullable Customer customer;
    private final Map<String, String> attributes;

    private Ticket(Builder builder) {
        this.id = builder.id;
        this.message = builder.message;
        this.subject = builder.subject;
        this.thread = List.copyOf(builder.thread);
        this.channel = builder.channel;
        this.language = builder.language;
        this.createdAt = builder.createdAt;
        this.customer = builder.customer;
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.attributes));
    }

    /**
     * A ticket with only what is required.
     *
     * @throws IllegalArgumentException if the id or the message is blank
     */
    public static Ticket of(String id, String message) {
        return builder(id, message).build();
    }

    /**
     * A builder; everything but id and message is optional and absent by default.
     *
     * @throws IllegalArgumentException if the id or the message is blank
     */
    public static Builder builder(String id, String message) {
        return new Builder(id, message);
    }

    /** {@return the id, never blank} */
    public String id() {
        return id;
    }

    /** {@return what the customer wrote, never blank} */
    public String message() {
        return message;
    }

    /** {@return the subject line} */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** {@return earlier messages of the conversation, oldest first; may be empty} */
    public List<TicketMessage> thread() {
        return thread;
    }

    /** {@return how it arrived, for example {@code email} or {@code chat}; any text} */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /** {@return the language the sender believes it is in, a BCP 47 tag; a hint only} */
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /** {@return when the customer wrote it} */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** {@return what is known about the customer} */
    public Optional<Customer> customer() {
        return Optional.ofNullable(customer);
    }

    /** {@return free attributes in the order they were given} */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** {@return a builder with everything of this ticket} */
    public Builder toBuilder() {
        Builder copy = new Builder(id, message);
        copy.subject = subject;
        copy.thread.addAll(thread);
        copy.channel = channel;
        copy.language = language;
        copy.createdAt = createdAt;
        copy.customer = customer;
        copy.attributes.putAll(attributes);
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ticket that
                && id.equals(that.id)
                && message.equals(that.message)
                && Objects.equals(subject, that.subject)
                && thread.equals(that.thread)
                && Objects.equals(channel, that.channel)
                && Objects.equals(language, that.language)
                && Objects.equals(createdAt, that.createdAt)
                && Objects.equals(customer, that.customer)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, message, subject, thread, channel, language, createdAt, customer, attributes);
    }

    @Override
    public String toString() {
        return "Ticket[id=" + SafeText.printable(id) + ", message=" + message.length() + " characters, thread="
                + thread.size() + " messages]";
    }

    /** Builds a {@link Ticket}. Not thread-safe. */
    public static final class Builder {
        private String id;
        private String message;
        private @Nullable String subject;
        private final List<TicketMessage> thread = new ArrayList<>();
        private @Nullable String channel;
        private @Nullable String language;
        private @Nullable Instant createdAt;
        private @Nullable Customer customer;
        private final Map<String, String> attributes = new LinkedHashMap<>();

        private Builder(String id, String message) {
            this.id = requireText(id, "id");
            this.message = requireText(message, "message");
        }

        /** Replaces the id. @throws IllegalArgumentException if blank */
        public Builder id(String newId) {
            this.id = requireText(newId, "id");
            return this;
        }

        /** Replaces the message. @throws IllegalArgumentException if blank */
        public Builder message(String newMessage) {
            this.message = requireText(newMessage, "message");
            return this;
        }

        /** Sets the subject line. */
        public Builder subject(String newSubject) {
            this.subject = Objects.requireNonNull(newSubject, "subject");
            return this;
        }

        /** Replaces the earlier messages, oldest first. */
        public Builder thread(List<TicketMessage> messages) {
            List<TicketMessage> copy = List.copyOf(messages);
            this.thread.clear();
            this.thread.addAll(copy);
            return this;
        }

        /** Sets how it arrived. */
        public Builder channel(String newChannel) {
            this.channel = Objects.requireNonNull(newChannel, "channel");
            return this;
        }

        /** Sets the language hint, a BCP 47 tag such as {@code en} or {@code pt-BR}. */
        public Builder language(String newLanguage) {
            this.language = Objects.requireNonNull(newLanguage, "language");
            return this;
        }

        /** Sets when the customer wrote it. */
        public Builder createdAt(Instant instant) {
            this.createdAt = Objects.requireNonNull(instant, "createdAt");
            return this;
        }

        /** Sets what is known about the customer. */
        public Builder customer(Customer newCustomer) {
            this.customer = Objects.requireNonNull(newCustomer, "customer");
            return this;
        }

        /** Adds or replaces one free attribute. */
        public Builder attribute(String name, String value) {
            this.attributes.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** {@return the ticket; the builder may be used again} */
        public Ticket build() {
            return new Ticket(this);
        }

        private static String requireText(String value, String name) {
            Objects.requireNonNull(value, name);
            if (value.isBlank()) {
                throw new IllegalArgumentException("A ticket's " + name + " must not be blank");
            }
            return value;
        }
    }
}
