package org.kneadwell.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that signed itself, made by the JDK's keytool: in a store, and in PEM files. */
record TestCertificate(Path store, Path pem, Path key) {

    private static final String PASSWORD = "of-a-test";
    private static final String ALIAS = "service";

    /**
     * @param algorithm of the key, such as EC
     * @param host it is for
     */
    static TestCertificate make(Path folder, String name, String algorithm, String host) throws Exception {
        var made = new TestCertificate(
                folder.resolve(name + ".p12"), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        made.keytool("-genkeypair", "-keyalg", algorithm, "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        made.keytool("-exportcert", "-rfc", "-file", made.pem.toString());
        write((PrivateKey) made.keyStore().getKey(ALIAS, PASSWORD.toCharArray()), made.key);
        return made;
    }

    /** In PEM, and readable by its owner alone, as the production profile asks for. */
    static void write(PrivateKey key, Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    KeyStore keyStore() throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** For whoever has it. */
    SSLContext ofServer() throws GeneralSecurityException, IOException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keyStore(), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For whoever trusts it. */
    SSLContext ofClient() throws GeneralSecurityException, IOException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trustStore());
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    KeyStore trustStore() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keyStore().getCertificate(ALIAS));
        return trusted;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + process.exitValue());
        }
    }
}
