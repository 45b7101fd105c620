package org.kneadwell.kit.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The key that wraps clients' keys, with those it replaced: a Tink keyset of AES-256-GCM keys in a JSON file. As a program it
 * makes such a file and changes its key.
 */
final class MasterKey {

    private static final Set<PosixFilePermission> ONLY_OURS = PosixFilePermissions.fromString("rw-------");

    private final KeysetHandle keyset;
    private final Aead aead;

    private MasterKey(KeysetHandle keyset) {
        this.keyset = keyset;
        try {
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The master keyset has no keys for AEAD.", e);
        }
    }

    /** @throws IllegalStateException when there is no such file, or no keyset in it; without saying what is in it */
    static MasterKey read(Path file) {
        return new MasterKey(keyset(file));
    }

    /** As {@link #read}, and makes the file when there is none. Of several that do so at once, one file is kept. */
    static MasterKey readOrMake(Path file) {
        if (!Files.exists(file)) {
            try {
                write(file, generate(), false);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster: its keyset is the one.
            } catch (IOException e) {
                throw new UncheckedIOException("The master keyset cannot be written to " + file + ".", e);
            }
        }
        return read(file);
    }

    private static KeysetHandle keyset(Path file) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw new IllegalStateException("The master keyset cannot be read: " + file + ".");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("There is no Tink keyset in " + file + ".");
        }
    }

    private static KeysetHandle generate() {
        try {
            AeadConfig.register();
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whole or not at all, and for nobody else to read. */
    private static void write(Path file, KeysetHandle keyset, boolean replace) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "keyset", ".tmp", PosixFilePermissions.asFileAttribute(ONLY_OURS));
        try {
            Files.writeString(draft, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
            if (replace) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                // A link is made by one only; a move would put the second in the place of the first.
                Files.createLink(file, draft);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    Aead aead() {
        return aead;
    }

    /** The id of the key that wraps from now on. */
    long primaryId() {
        return keyset.getPrimary().getId();
    }

    /**
     * {@code make <file>}, {@code add <file>} a key that is not used yet, {@code promote <file>} the newest to wrap from now on,
     * {@code show <file>} the ids. Every replica must have read an added key before one promotes it.
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Say make, add, promote or show, and a file.");
        }
        Path file = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "make" -> write(file, generate(), false);
            case "add" -> {
                var keyset = keyset(file);
                var added = KeysetHandle.newBuilder(keyset)
                        .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                .withRandomId())
                        .build();
                write(file, added, true);
            }
            case "promote" -> {
                var keyset = KeysetHandle.newBuilder(keyset(file));
                keyset.getAt(keyset.size() - 1).makePrimary();
                write(file, keyset.build(), true);
            }
            case "show" -> {}
            default -> throw new IllegalArgumentException("Say make, add, promote or show.");
        }
        var keyset = keyset(file);
        for (int i = 0; i < keyset.size(); i++) {
            var key = keyset.getAt(i);
            System.out.println(key.getId() + (key.isPrimary() ? " wraps" : ""));
        }
    }
}
