package org.kneadwell.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Somebody who makes certificates for a test, with the JDK's keytool. Files are PEM. */
public final class CertificateAuthority {

    private static final String PASSWORD = "of-a-test";
    private static final String OWN = "authority";

    private final Path folder;
    private final Path store;
    private final Path certificate;

    /**
     * A certificate and its key.
     *
     * @param key PKCS#8, readable by its owner alone
     */
    public record Issued(Path certificate, Path key) {}

    private CertificateAuthority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve(OWN + ".p12");
        this.certificate = folder.resolve(OWN + ".crt");
    }

    /** A new one, which nobody trusts yet. */
    public static CertificateAuthority make() {
        try {
            var made = new CertificateAuthority(Files.createTempDirectory("authority"));
            made.keytool("-alias", OWN, "-dname", "CN=Authority of a test", "-ext", "bc:c");
            write(
                    made.certificate,
                    "CERTIFICATE",
                    made.open().getCertificate(OWN).getEncoded());
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What those who trust it know. */
    public Path certificate() {
        return certificate;
    }

    /** The same as a JVM's {@code javax.net.ssl.trustStore}, which it reads without a password. */
    public Path trustStore() {
        try {
            KeyStore trusted = KeyStore.getInstance("JKS");
            trusted.load(null, null);
            trusted.setCertificateEntry(OWN, open().getCertificate(OWN));
            Path file = folder.resolve("trusted.jks");
            try (OutputStream out = Files.newOutputStream(file)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A certificate of this name, also as a host.
     *
     * @param name such as {@code localhost} or a role's
     */
    public Issued issue(String name) {
        try {
            keytool(
                    "-alias",
                    name,
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:" + name.replace('_', '-'),
                    "-signer",
                    OWN);
            var issued = new Issued(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
            KeyStore keys = open();
            Key key = keys.getKey(name, PASSWORD.toCharArray());
            write(issued.certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
            Files.createFile(
                    issued.key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            write(issued.key, "PRIVATE KEY", key.getEncoded());
            return issued;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server that shows a certificate issued before. */
    public SSLContext server(String name) {
        try {
            KeyStore keys = open();
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            char[] password = PASSWORD.toCharArray();
            own.setKeyEntry(name, keys.getKey(name, password), password, keys.getCertificateChain(name));
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                        + "-----\n");
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
