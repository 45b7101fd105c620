package org.kneadwell.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one platform run in one place. The operating system drops the lock when its holder dies, however it dies, so a
 * lock file left behind never blocks a start; its content only says who holds it.
 */
final class SingleInstance implements AutoCloseable {
    private final FileChannel channel;

    private SingleInstance(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty when another process holds the place. */
    static Optional<SingleInstance> take(Path lockFile, String about) {
        try {
            var directory = lockFile.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    (ProcessHandle.current().pid() + " " + about + "\n").getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new SingleInstance(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Who holds the place, as it wrote itself down: process id and address. Empty when nobody does. */
    static Optional<Holder> holder(Path lockFile) {
        if (!Files.exists(lockFile)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            var lock = lockOf(channel);
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
            var words = Files.readString(lockFile).strip().split(" ", 2);
            return Optional.of(new Holder(Long.parseLong(words[0]), words.length > 1 ? words[1] : "?"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.nio.channels.@Nullable FileLock lockOf(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Holder(long pid, String address) {}
}
