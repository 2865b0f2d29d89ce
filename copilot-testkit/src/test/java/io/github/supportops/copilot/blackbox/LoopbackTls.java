package io.github.supportops.copilot.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that only their own contexts trust, made by the JDK's keytool. */
final class LoopbackTls {
    private static final String PASSWORD = "changeit";

    private LoopbackTls() {}

    /** {@return a context whose certificate is for localhost} */
    static SSLContext context(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        return context(directory, "san=dns:localhost,ip:127.0.0.1");
    }

    /** {@return a context whose certificate is for these names} */
    static SSLContext context(Path directory, String names)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory(directory, "own").resolve("keys.p12");
        keytool(file, "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=own", "-ext", names);
        KeyStore store = load(file);
        return context(store, store);
    }

    /** {@return a context whose certificate ran out a week ago, signed by an authority that it trusts} */
    static SSLContext expired(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory(directory, "expired");
        Path authority = folder.resolve("authority.p12");
        Path own = folder.resolve("own.p12");
        String request = folder.resolve("request").toString();
        String signed = folder.resolve("signed").toString();
        String root = folder.resolve("root").toString();
        keytool(authority, "-genkeypair", "-alias", "root", "-keyalg", "EC", "-dname", "CN=root", "-ext", "bc:c");
        keytool(authority, "-exportcert", "-alias", "root", "-file", root);
        keytool(own, "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=own");
        keytool(own, "-certreq", "-alias", "own", "-file", request);
        keytool(
                authority,
                ("-gencert -alias root -infile " + request + " -outfile " + signed
                                + " -startdate -9d -validity 2 -ext san=dns:localhost,ip:127.0.0.1")
                        .split(" "));
        keytool(own, "-importcert", "-noprompt", "-alias", "root", "-file", root);
        keytool(own, "-importcert", "-alias", "own", "-file", signed);
        return context(load(own), load(authority));
    }

    private static void keytool(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + arguments[0] + " ended with " + process.exitValue() + ": "
                    + Files.readString(file.resolveSibling("keytool.log")));
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext context(KeyStore own, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
