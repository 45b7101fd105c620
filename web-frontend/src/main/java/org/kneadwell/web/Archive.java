package org.kneadwell.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kneadwell.web.ArchiveContents.Asked;
import org.kneadwell.web.ArchiveContents.Service;

/** One ZIP of what was gathered: a file for each service, a page to read, and a manifest of what is in it and what is not. */
final class Archive {

    private Archive() {}

    static byte[] of(Gathering.Person person, Gathering.Found found) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("index.html", ReadablePage.of(person.name(), found).getBytes(StandardCharsets.UTF_8));
        for (Service service : Service.values()) {
            ObjectNode data = Gathering.JSON.createObjectNode();
            for (Asked asked : ArchiveContents.ASKED) {
                JsonNode answer = found.answers().get(asked.key());
                if (asked.service() == service && answer != null) {
                    data.set(asked.id(), answer);
                }
            }
            files.put(service.key() + ".json", json(data));
        }
        files.put("manifest.json", json(manifest(person, found, files)));
        return zip(files);
    }

    private static ObjectNode manifest(Gathering.Person person, Gathering.Found found, Map<String, byte[]> files) {
        ObjectNode manifest = Gathering.JSON.createObjectNode();
        manifest.put("format", "kneadwell-archive");
        manifest.put("version", 1);
        manifest.put("account", person.account());
        manifest.put("name", person.name());
        manifest.put("begun", found.begun().toString());
        manifest.put("ended", found.ended().toString());
        ArrayNode listed = manifest.putArray("files");
        files.forEach((name, content) -> listed.addObject()
                .put("name", name)
                .put("bytes", content.length)
                .put("sha256", sha256(content)));
        ArrayNode operations = manifest.putArray("operations");
        for (Asked asked : ArchiveContents.ASKED) {
            JsonNode answer = found.answers().get(asked.key());
            boolean many = asked.list() || asked.forEach() != null;
            operations
                    .addObject()
                    .put("service", asked.service().key())
                    .put("operation", asked.id())
                    .put("path", asked.path())
                    .put("found", answer == null ? 0 : many ? answer.size() : 1);
        }
        ArrayNode leftOut = manifest.putArray("leftOut");
        ArchiveContents.LEFT_OUT.forEach(left -> leftOut.addObject()
                .put("service", left.service().key())
                .put("operation", left.id())
                .put("why", left.why()));
        ArrayNode notHere = manifest.putArray("notHere");
        ArchiveContents.NOT_HERE.forEach(
                missing -> notHere.addObject().put("what", missing.what()).put("why", missing.why()));
        return manifest;
    }

    private static byte[] json(ObjectNode data) {
        try {
            return Gathering.JSON
                    .writer()
                    .with(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsBytes(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(Map<String, byte[]> files) {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
