package org.kneadwell.kit.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who was erased: one id a line, in a file that is only added to and lies where no restored database can change it. Several
 * replicas may share it.
 */
@ApplicationScoped
class ErasureRegister {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path file;

    ErasureRegister(@ConfigProperty(name = "kneadwell.erasure.register-file") Optional<String> file) {
        this.file = file.map(Path::of)
                .orElseThrow(() -> new IllegalStateException("kneadwell.erasure.register-file is not set."));
    }

    /** On the disk when this returns. */
    void add(UUID clientId) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // The line break comes first too: a line that a crash cut short must not swallow the next.
            var line = ByteBuffer.wrap(("\n" + clientId + "\n").getBytes(StandardCharsets.US_ASCII));
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The register of erasures cannot be written.", e);
        }
    }

    Set<UUID> all() {
        if (!Files.exists(file)) {
            return Set.of();
        }
        try {
            var all = new LinkedHashSet<UUID>();
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                if (ID.matcher(line).matches()) {
                    all.add(UUID.fromString(line));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("The register of erasures cannot be read.", e);
        }
    }
}
