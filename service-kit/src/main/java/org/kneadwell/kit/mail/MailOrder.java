package org.kneadwell.kit.mail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A mail that was asked for. It holds no address and no name: who gets it and what it says is looked up when it goes out.
 *
 * @param kind one of its composer's kinds
 * @param subjectId what it is about, such as an appointment
 * @param occasion tells two mails of one kind about one subject apart
 * @param facts what will no longer be known when it goes out, such as the time before a change; no health value
 * @param dueAt when it was to go out at first
 */
public record MailOrder(
        UUID id, String kind, UUID subjectId, String occasion, Map<String, String> facts, Instant dueAt) {}
