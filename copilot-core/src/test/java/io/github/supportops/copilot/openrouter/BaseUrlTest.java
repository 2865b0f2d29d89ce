package io.github.supportops.copilot.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://openrouter.ai/api/v1",
                "https://openrouter.ai/api/v1/",
                "HTTPS://OpenRouter.AI/api/v1",
                "https://eu.openrouter.ai/api/v1",
                "https://api.openai.com:443/v1",
                "https://8.8.8.8/v1",
                "https://172.15.0.1/v1",
                "https://172.32.0.1/v1",
                "https://100.63.0.1/v1",
                "https://[2606:4700::1111]/v1",
                "http://localhost:11434/v1",
                "http://127.0.0.1:8080",
                "http://127.1.2.3/v1",
                "http://[::1]:8080/v1",
                "https://localhost/v1"
            })
    void isAccepted(String url) {
        assertThat(BaseUrl.of(url, false).chatCompletions().toString())
                .endsWith("/chat/completions")
                .doesNotContain("//chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://openrouter.ai/api/v1",
                "http://8.8.8.8/v1",
                "ftp://openrouter.ai/",
                "file:///etc/passwd",
                "jar:https://openrouter.ai!/x",
                "javascript:alert(1)",
                "openrouter.ai/api/v1",
                "//openrouter.ai/api/v1",
                "https://",
                "https:///v1",
                "",
                "   ",
                "https://user@openrouter.ai/v1",
                "https://sk-secret:x@openrouter.ai/v1",
                "https://openrouter.ai/v1?key=sk-secret",
                "https://openrouter.ai/v1#sk-secret",
                "https://openrouter.ai\\@evil.example/v1",
                "https://open router.ai/v1",
                "https://evil_host.example/v1",
                "https://10.0.0.1/v1",
                "https://172.16.0.1/v1",
                "https://172.31.255.255/v1",
                "https://192.168.1.1/v1",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/v1",
                "https://0.0.0.0/v1",
                "https://224.0.0.1/v1",
                "https://255.255.255.255/v1",
                "https://2852039166/v1",
                "https://0xa9fea9fe/v1",
                "https://0xA9.0xFE.0xA9.0xFE/v1",
                "https://0251.0376.0251.0376/v1",
                "https://010.0.0.1/v1",
                "https://127.1/v1",
                "https://10.1/v1",
                "https://999.1.1.1/v1",
                "https://169.254.169.254./v1",
                "https://[::ffff:169.254.169.254]/v1",
                "https://[::ffff:a9fe:a9fe]/v1",
                "https://[0:0:0:0:0:ffff:10.0.0.1]/v1",
                "https://[fe80::1]/v1",
                "https://[fe80::1%25eth0]/v1",
                "https://[fd00::1]/v1",
                "https://[FC00::1]/v1",
                "https://[ff02::1]/v1",
                "https://[64:ff9b::a9fe:a9fe]/v1",
                "https://[::]/v1",
                "https://[2002:a9fe:a9fe::1]/v1",
                "https://metadata.google.internal/v1",
                "https://metadata.google.internal./v1",
                "https://[2001:0:a9fe:a9fe::1]/v1",
                "https://api.localhost/v1"
            })
    void isRefusedAndNothingSecretIsShown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.of(url, false))
                .withMessageStartingWith("baseUrl")
                .matches(refused -> !String.valueOf(refused.getMessage()).contains("sk-secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/v1",
                "https://192.168.1.1/v1",
                "http://gateway.internal:4000",
                "https://[fd00::1]/v1"
            })
    void aPrivateAddressIsAcceptedWhenItIsMeant(String url) {
        assertThatCode(() -> BaseUrl.of(url, true)).doesNotThrowAnyException();
    }

    @Test
    void onlyOpenRouterItselfUnderstandsItsFields() {
        assertThat(BaseUrl.of("https://openrouter.ai/api/v1", false).isOpenRouter())
                .isTrue();
        assertThat(BaseUrl.of("https://EU.openrouter.ai/api/v1", false).isOpenRouter())
                .isTrue();
        assertThat(BaseUrl.of("https://openrouter.ai.evil.example/v1", false).isOpenRouter())
                .isFalse();
        assertThat(BaseUrl.of("https://notopenrouter.ai/v1", false).isOpenRouter())
                .isFalse();
    }

    @Test
    void noLocaleChangesWhatIsRefused() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(BaseUrl.of("HTTPS://OPENROUTER.AI/API", false).isOpenRouter())
                    .isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }
}
