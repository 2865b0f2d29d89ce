package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys may be sent. */
class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://acme.zendesk.com, https://acme.zendesk.com",
        "' https://acme.zendesk.com// ', https://acme.zendesk.com",
        "HTTPS://acme.zendesk.com:8443/desk/, HTTPS://acme.zendesk.com:8443/desk",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://127.9.9.9, http://127.9.9.9",
        "http://localhost:1, http://localhost:1",
        "http://[::1]:1/, http://[::1]:1",
    })
    void httpsAndLoopbackAreGood(String text, String address) {
        assertThat(Address.of("ZENDESK_BASE_URL", text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.zendesk.com",
                "http://localhost.acme.com",
                "http://127.0.0.1.acme.com",
                "http://10.0.0.1",
                "http://[::2]",
                "ftp://acme.zendesk.com",
                "javascript://acme.zendesk.com",
            })
    void whatOthersCouldReadOnTheWayIsRefused(String text) {
        assertThatThrownBy(() -> Address.of("ZENDESK_BASE_URL", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ZENDESK_BASE_URL must use https; http is for loopback addresses only, so that no key crosses"
                                + " a network in the clear");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme.zendesk.com",
                "acme",
                "//acme.zendesk.com",
                "https:acme",
                "https:///path",
                "https://secret:secret@acme.zendesk.com",
                "https://acme.zendesk.com?secret",
                "https://acme.zendesk.com#secret",
                "https://acme.zendesk.com:99999",
                "https://acme_secret:443",
            })
    void whatIsNoAddressOfAHostIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> Address.of("ZENDESK_BASE_URL", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ZENDESK_BASE_URL must look like https://host, without user name, query or fragment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ac me", "https://%zz", "https://[::1", ":", "https:", "https://"})
    void whatCannotBeReadIsRefusedWithTheReasonAlone(String text) {
        assertThatThrownBy(() -> Address.of("ZENDESK_BASE_URL", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ZENDESK_BASE_URL is not an address: ")
                .hasNoCause();
    }
}
