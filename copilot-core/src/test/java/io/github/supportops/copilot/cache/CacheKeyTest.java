package io.github.supportops.copilot.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.AuthorRole;
import io.github.supportops.copilot.Customer;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketMessage;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CacheKeyTest {
    private static final Ticket PLAIN = Ticket.of("A", "It is broken");

    @Test
    void idTimeAndRunsOfWhiteSpaceDoNotCount() {
        Ticket other = Ticket.builder("B", "\tIt  is\nbroken ")
                .createdAt(Instant.parse("2026-01-02T03:04:05Z"))
                .build();

        assertThat(CacheKey.of("v", other)).isEqualTo(CacheKey.of("v", PLAIN));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void everythingElseCounts(Consumer<Ticket.Builder> difference) {
        Ticket.Builder other = PLAIN.toBuilder();
        difference.accept(other);

        assertThat(CacheKey.of("v", other.build())).isNotEqualTo(CacheKey.of("v", PLAIN));
    }

    static Stream<Consumer<Ticket.Builder>> differences() {
        return Stream.of(
                ticket -> ticket.message("It is not broken"),
                ticket -> ticket.message("Itis broken"),
                ticket -> ticket.subject("Help"),
                ticket -> ticket.channel("chat"),
                ticket -> ticket.language("de"),
                ticket -> ticket.attribute("product", "app"),
                ticket -> ticket.customer(Customer.builder().tier("vip").build()),
                ticket -> ticket.thread(List.of(TicketMessage.of(AuthorRole.CUSTOMER, "Hello"))));
    }

    @Test
    void partsCannotRunIntoEachOther() {
        Ticket left = Ticket.builder("A", "ab").subject("c").build();
        Ticket right = Ticket.builder("A", "a").subject("bc").build();

        assertThat(CacheKey.of("v", left)).isNotEqualTo(CacheKey.of("v", right));
    }

    @Test
    void anotherVariantHasAnotherKey() {
        assertThat(CacheKey.of("prompt 1", PLAIN)).isNotEqualTo(CacheKey.of("prompt 2", PLAIN));
    }

    @Test
    void theKeyIsAHashThatShowsNothingOfTheTicket() {
        assertThat(CacheKey.of("v", PLAIN).value()).matches("[0-9a-f]{64}");
    }
}
