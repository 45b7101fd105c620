package org.kneadwell.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** No text we show promises what massage cannot keep, in any language we speak. */
public final class HonestWords {

    private static final Pattern NEVER = Pattern.compile(
            // English
            "\\bcures?\\b|\\bcured\\b|permanent(ly)? fix|detox|flush(es|ing)? (out )?toxins|toxins?\\b"
                    + "|(melt|break)s?(ing)? (up )?(the )?knots|drains? lymph|realign"
                    + "|(releas\\w+ (the )?fascia|fascia(l)? releas\\w+)|no pain,? no gain|must hurt|complete release"
                    + "|guarantee"
                    // German
                    + "|\\bheil(en|t|te|ung|ungen|sam\\w*|kraft|kräfte)\\b|\\bgeheilt|entgift|entschlack|giftstoff"
                    + "|für immer (weg|schmerzfrei|beschwerdefrei)|schmerzfreiheit|verklebung|(faszien|knoten) (lösen|löst|gelöst)"
                    + "|lymphe? (fließt|abfließt|entstaut)|einrenk|muss (weh ?tun|schmerzen)|garantier|garantie\\b|wunder(mittel|wirkung)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

    private HonestWords() {}

    /** Whether a text says something we do not say. */
    public static boolean areMissingIn(String text) {
        return NEVER.matcher(text.replaceAll("\\s+", " ")).find();
    }

    /** Every string literal, every template and every text below a module's {@code src/main}. */
    public static List<String> textsOf(Path module) {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(module.resolve("src/main"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".java")) {
                    // Sentences are often split over lines: put them together before looking.
                    var joined = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
                    LITERAL.matcher(joined).results().forEach(found -> texts.add(found.group()));
                } else if (file.toString().contains("templates")
                        || file.toString().endsWith(".properties")) {
                    texts.add(Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
