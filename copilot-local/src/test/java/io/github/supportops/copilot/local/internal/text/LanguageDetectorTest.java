package io.github.supportops.copilot.local.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {

    private static final LanguageDetector DETECTOR = LanguageDetector.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | My invoice is wrong and I want it corrected.
            en | invoice wrong
            en | refund pls
            en | Error 0x80070057 on login
            en | Order #4711
            en | max transfer per day?
            en | login code doesn't come
            en | wanna talk w/ s.o.
            en | shiping to P.O. box possible?
            en | 12345
            de | Guten Tag, meine Rechnung ist falsch und ich möchte sie korrigiert haben.
            de | Ich kann mich nicht anmelden
            fr | Bonjour, je n'arrive pas à me connecter à mon compte.
            es | Hola, no puedo entrar en mi cuenta y necesito ayuda.
            pt | Olá, não consigo entrar na minha conta e preciso de ajuda.
            it | Buongiorno, non riesco ad accedere al mio conto.
            nl | Hallo, ik kan niet inloggen op mijn account.
            pl | Dzień dobry, nie mogę się zalogować na moje konto.
            sv | Hej, jag kan inte logga in på mitt konto.
            tr | Merhaba, hesabıma giriş yapamıyorum, yardım lütfen.
            ru | Здравствуйте, я не могу войти в аккаунт.
            el | Καλημέρα, δεν μπορώ να συνδεθώ.
            ar | لا أستطيع الدخول إلى حسابي
            he | אני לא מצליח להתחבר
            hi | मेरा ऑर्डर कब आएगा
            zh | 我的订单在哪里
            ja | アカウントにログインできません
            ko | 로그인이 안 됩니다
            """)
    void languageIsTold(String language, String text) {
        assertThat(DETECTOR.detect(text)).as(text).isEqualTo(language);
    }
}
