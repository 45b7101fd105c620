import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lowers the version number of compiled classes to Java 17's, so that Quarkus can load them while Maven runs on 17: its
 * augmentation reads them with ASM, which loads the types it merges in a method's frames. The classes are still compiled
 * by, tested on and run on 25; what is new in them since 17 (pattern switches, record patterns) is looked up when it runs,
 * not when it is loaded. See docs/decisions/0005.
 */
final class OlderClassFiles {
    private static final int JAVA_17 = 61;

    public static void main(String[] arguments) throws IOException {
        var classes = Path.of(arguments[0]);
        if (!Files.isDirectory(classes)) {
            return;
        }
        try (var files = Files.walk(classes)) {
            for (var file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
                lower(file);
            }
        }
    }

    private static void lower(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var major = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
        if (major <= JAVA_17) {
            return;
        }
        bytes[6] = 0;
        bytes[7] = JAVA_17;
        Files.write(file, bytes);
    }
}
