package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that do not show themselves. */
class SecretTest {

    @Test
    void aSecretIsGivenOutOnRequestOnly() {
        Secret secret = Secret.of("FRESHDESK_API_KEY", " abc\n");

        assertThat(secret.reveal()).isEqualTo("abc");
        assertThat(secret).hasToString("***");
        assertThat(new Token(secret, null)).hasToString("Token[secret=***, renewAt=null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "abc\ndef", "abc\0def", "abc\u0085def"})
    void whatCannotBeAKeyIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Secret.of("FRESHDESK_API_KEY", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FRESHDESK_API_KEY must not be blank or hold control characters (it is not shown)");
    }

    @Test
    void aMissingSecretIsNamed() {
        assertThatThrownBy(() -> Secret.of("FRESHDESK_API_KEY", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("FRESHDESK_API_KEY");
    }
}
