package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call shows of itself. */
class CallTest {

    @Test
    void aCallShowsMethodAndPathWithoutQueryBodyAndHeaders() {
        Call call = Call.json("POST", "/query?q=ticket-text", "{\"body\":\"ticket-text\"}", List.of("all"))
                .header("X-Key", "secret");

        assertThat(call).hasToString("POST /query");
        assertThat(Call.get("/tickets/7", List.of())).hasToString("GET /tickets/7");
    }

    @Test
    void theFormSentOnceKeepsAllElse() {
        Call call =
                Call.json("PUT", "/tickets/7", "{}", List.of("all", "updates")).header("A", "1");

        Call once = call.once().header("B", "2");

        assertThat(call.repeatable()).isTrue();
        assertThat(once.repeatable()).isFalse();
        assertThat(once.headers()).isEqualTo(Map.of("A", "1", "B", "2"));
        assertThat(once.lanes()).containsExactly("all", "updates");
        assertThat(once.body()).isEqualTo("{}");
        assertThat(call.headers()).containsOnlyKeys("A");
    }

    @Test
    void aPathThatCouldLeadToAnotherHostIsRefused() {
        assertThatThrownBy(() -> Call.get("@elsewhere/tickets", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A path starts with a slash");
    }

    @Test
    void aDryRunShowsExactlyWhatWouldBeSent() {
        Call call = Call.json("PUT", "/tickets/7?dry=1", "{\"tags\":[]}", List.of());

        assertThat(call.preview().method()).isEqualTo("PUT");
        assertThat(call.preview().path()).isEqualTo("/tickets/7?dry=1");
        assertThat(call.preview().body()).contains("{\"tags\":[]}");
    }
}
