package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an incoming call shows to those who verify it. */
class WebhookRequestTest {

    @Test
    void aHeaderThatComesTwiceIsNoHeader() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("X-Signature", List.of("good"));
        headers.put("X-Twice", List.of("one", "two"));
        headers.put("x-spelt", List.of("one"));
        headers.put("X-Spelt", List.of("two"));
        WebhookRequest request = new WebhookRequest(
                headers, Map.of("secret", List.of("a", "b"), "id", List.of("7")), new byte[3], Instant.EPOCH);

        assertThat(request.header("x-signature")).contains("good");
        assertThat(request.header("X-Twice")).isEmpty();
        assertThat(request.header("X-Spelt")).isEmpty();
        assertThat(request.header("X-Missing")).isEmpty();
        assertThat(request.parameter("secret")).isEmpty();
        assertThat(request.parameter("id")).contains("7");
        assertThat(request).hasToString("WebhookRequest[3 bytes]");
    }

    @Test
    void nobodyChangesTheBodyAfterwards() {
        byte[] body = {1, 2, 3};
        WebhookRequest request = new WebhookRequest(Map.of(), Map.of(), body, Instant.EPOCH);
        body[0] = 9;
        request.body()[1] = 9;

        assertThat(request.body()).containsExactly(1, 2, 3);
    }
}
