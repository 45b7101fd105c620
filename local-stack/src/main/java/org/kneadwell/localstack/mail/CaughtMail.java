package org.kneadwell.localstack.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mail as it arrived. {@code text} or {@code html} is absent when the sender did not write one. */
record CaughtMail(
        String id,
        String from,
        List<String> to,
        String subject,
        Instant receivedAt,
        @Nullable String text,
        @Nullable String html) {

    static CaughtMail of(MimeMessage message) throws MessagingException, IOException {
        var raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        var received = message.getReceivedDate();
        return new CaughtMail(
                fingerprint(raw.toByteArray()),
                addresses(message.getFrom()).findFirst().orElse(""),
                addresses(message.getAllRecipients()).toList(),
                message.getSubject() == null ? "" : message.getSubject(),
                received == null ? Instant.EPOCH : received.toInstant(),
                body(message, "text/plain"),
                body(message, "text/html"));
    }

    /** The addresses alone, without the names beside them. */
    private static Stream<String> addresses(jakarta.mail.Address @Nullable [] addresses) {
        return addresses == null
                ? Stream.empty()
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.getAddress()
                                : address.toString());
    }

    private static @Nullable String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                var body = body(parts.getBodyPart(i), type);
                if (body != null) {
                    return body;
                }
            }
        }
        return null;
    }

    private static String fingerprint(byte[] raw) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(raw))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
