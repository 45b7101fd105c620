package org.kneadwell.booking.calendar;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Classification;
import biweekly.property.Organizer;
import biweekly.property.ProductId;
import biweekly.property.Status;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;

/**
 * Writes appointments as iCalendar (RFC 5545). An entry says when, where and with whom, and nothing about health: not even
 * which service was booked.
 *
 * <p>Its UID never changes and its SEQUENCE grows with each change of time, so a calendar moves the entry it has instead of
 * adding another. Times are written in UTC, which every calendar shows in its owner's zone, with no rules of a zone to get wrong.
 */
@Singleton
public final class AppointmentCalendar {

    /** What all our UIDs end with; by it we know our own entries when a calendar is imported again. */
    static final String UID_SUFFIX = "@kneadwell";

    private static final int LINE_BYTES = 75;

    private static final ProductId US = new ProductId("-//Kneadwell//Appointments//EN");

    /** What a calendar is told by the mail that brings an entry (RFC 5546). */
    public enum Method {
        /** Here is an entry; nobody is asked to answer. */
        PUBLISH,
        /** It does not take place. */
        CANCEL
    }

    /** Whose calendar it is for. */
    enum For {
        CLIENT,
        THERAPIST
    }

    private final Clock clock;
    private final String organizer;

    AppointmentCalendar(
            Clock clock,
            @ConfigProperty(name = "quarkus.mailer.from", defaultValue = "hello@kneadwell.example") String organizer) {
        this.clock = clock;
        this.organizer = organizer;
    }

    /** For the client, to be attached to a mail as {@code text/calendar; method=…; charset=UTF-8}. */
    public String ics(AppointmentDetails appointment, Method method) {
        var entry = entry(appointment, For.CLIENT, false, clock.instant());
        if (method == Method.CANCEL) {
            entry.setStatus(Status.cancelled());
        }
        entry.setOrganizer(new Organizer("Kneadwell", organizer));
        var calendar = calendar();
        calendar.setMethod(method.name());
        calendar.addEvent(entry);
        return write(calendar);
    }

    /**
     * A calendar to subscribe to.
     *
     * @param names whether a therapist's entries name the client, by first name and initial
     * @param stamp when it was made
     */
    static String feed(Collection<AppointmentDetails> appointments, For reader, boolean names, Instant stamp) {
        var calendar = calendar();
        calendar.setName("Kneadwell");
        calendar.addExperimentalProperty("X-WR-CALNAME", "Kneadwell");
        calendar.setRefreshInterval(biweekly.util.Duration.builder().hours(1).build());
        calendar.addExperimentalProperty("X-PUBLISHED-TTL", "PT1H");
        for (var appointment : appointments) {
            calendar.addEvent(entry(appointment, reader, names, stamp));
        }
        return write(calendar);
    }

    private static ICalendar calendar() {
        var calendar = new ICalendar();
        calendar.setProductId(US);
        calendar.setVersion(ICalVersion.V2_0);
        return calendar;
    }

    private static String write(ICalendar calendar) {
        var text = new StringWriter();
        try (var writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().lines().map(AppointmentCalendar::fold).collect(Collectors.joining());
    }

    /** The library folds after 75 characters; the format counts bytes, and some readers are strict about it. */
    private static String fold(String line) {
        var folded = new StringBuilder(line.length() + 16);
        int used = 0;
        for (int at = 0; at < line.length(); ) {
            int codePoint = line.codePointAt(at);
            int size = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (used + size > LINE_BYTES) {
                folded.append("\r\n ");
                used = 1;
            }
            folded.appendCodePoint(codePoint);
            used += size;
            at += Character.charCount(codePoint);
        }
        return folded.append("\r\n").toString();
    }

    private static VEvent entry(AppointmentDetails appointment, For reader, boolean names, Instant stamp) {
        var entry = new VEvent();
        entry.setUid(appointment.id() + UID_SUFFIX);
        entry.setSequence(appointment.sequence());
        entry.setDateTimeStamp(Date.from(stamp));
        entry.setDateStart(Date.from(appointment.time().start()), true);
        entry.setDateEnd(Date.from(appointment.time().end()), true);
        entry.setSummary(summary(appointment, reader, names)).setLanguage(language(appointment, reader));
        entry.setLocation(place(appointment));
        entry.setClassification(Classification.private_());
        entry.setStatus(
                switch (appointment.state()) {
                    case "held", "pending" -> Status.tentative();
                    case "booked", "completed", "no_show" -> Status.confirmed();
                    case "cancelled", "expired" -> Status.cancelled();
                    default -> throw new IllegalArgumentException("No such state: " + appointment.state());
                });
        return entry;
    }

    private static String summary(AppointmentDetails appointment, For reader, boolean names) {
        boolean german = language(appointment, reader).equals("de");
        return switch (reader) {
            case CLIENT ->
                (german ? "Massagetermin bei " : "Massage appointment with ") + oneLine(appointment.therapistName());
            case THERAPIST ->
                "Appointment"
                        + (names && appointment.clientName() != null
                                ? " with " + firstNameAndInitial(appointment.clientName())
                                : "");
        };
    }

    /** A therapist's own language is not known. */
    private static String language(AppointmentDetails appointment, For reader) {
        return reader == For.CLIENT && appointment.language().startsWith("de") ? "de" : "en";
    }

    /** Enough to know who comes, and not enough to tell who it is to whoever sees the calendar over a shoulder. */
    static String firstNameAndInitial(String name) {
        var parts = oneLine(name).split(" ");
        if (parts.length == 1) {
            return parts[0];
        }
        var last = parts[parts.length - 1];
        return parts[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }

    private static String place(AppointmentDetails appointment) {
        List<@Nullable String> parts = new ArrayList<>();
        parts.add(appointment.locationName());
        parts.add(appointment.roomName());
        parts.add(appointment.locationAddress());
        return String.join(
                ", ",
                parts.stream()
                        .filter(Objects::nonNull)
                        .map(AppointmentCalendar::oneLine)
                        .toList());
    }

    /** Names are people's own words: whatever could break a line of the format becomes a space. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    }
}
