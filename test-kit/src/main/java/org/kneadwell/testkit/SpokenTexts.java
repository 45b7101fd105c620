package org.kneadwell.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether a service's {@code texts_<language>.properties} say the same in every language, and nothing we do not say. */
public final class SpokenTexts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?:'')*(?!')");
    /** English words that no German sentence holds. */
    private static final Pattern ENGLISH =
            Pattern.compile("\\b(the|and|you|your|is|are|with|not|of|to|for|from)\\b", Pattern.CASE_INSENSITIVE);

    private SpokenTexts() {}

    /** What is wrong with the texts of a module; empty when nothing is. */
    public static List<String> faults(Path module) {
        var english = read(module, "en");
        var german = read(module, "de");
        var faults = new ArrayList<String>();
        var keys = new TreeSet<>(english.stringPropertyNames());
        keys.addAll(german.stringPropertyNames());
        for (var key : keys) {
            var en = english.getProperty(key);
            var de = german.getProperty(key);
            if (en == null || de == null) {
                faults.add(key + " is there in one language only");
                continue;
            }
            if (!placeholders(en).equals(placeholders(de))) {
                faults.add(key + " speaks of other things in German");
            }
            if (leftInEnglish(de) && !key.equals("page.when")) {
                faults.add(key + " was left in English: " + de);
            }
            for (var text : List.of(en, de)) {
                if (text.isBlank() || text.contains("!")) {
                    faults.add(key + " is empty or shouts");
                }
                if (HonestWords.areMissingIn(text)) {
                    faults.add(key + " promises too much: " + text);
                }
                if (LONE_APOSTROPHE.matcher(text).find()) {
                    faults.add(key + " has an apostrophe that MessageFormat takes for a quote: " + text);
                }
            }
        }
        return faults;
    }

    /** Whether a text that should be German is not. */
    public static boolean leftInEnglish(String text) {
        return ENGLISH.matcher(text).find();
    }

    /** How many texts there are in each language. */
    public static int count(Path module) {
        return read(module, "en").size();
    }

    /** Every text in a language. */
    public static List<String> texts(Path module, String language) {
        var texts = read(module, language);
        return texts.stringPropertyNames().stream().map(texts::getProperty).toList();
    }

    private static Set<String> placeholders(String text) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Properties read(Path module, String language) {
        try (Reader in =
                Files.newBufferedReader(module.resolve("src/main/resources/texts_" + language + ".properties"))) {
            var texts = new Properties();
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
