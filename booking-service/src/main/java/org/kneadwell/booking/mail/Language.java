package org.kneadwell.booking.mail;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.kneadwell.booking.slot.engine.TimeSlot;

/** How a language writes what stands in every mail. Times are those of the place, with its zone named. */
enum Language {
    EN(
            Locale.UK,
            "EEEE d MMMM uuuu",
            "HH:mm",
            "Hello",
            "When",
            "Before",
            "Length",
            "With",
            "With",
            "Where",
            "minutes",
            "to"),
    DE(
            Locale.GERMANY,
            "EEEE, d. MMMM uuuu",
            "HH:mm",
            "Guten Tag",
            "Wann",
            "Bisher",
            "Dauer",
            "Bei",
            "Mit",
            "Wo",
            "Minuten",
            "bis");

    private final Locale locale;
    private final DateTimeFormatter day;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter zoneName;
    final String hello;
    final String when;
    final String before;
    final String length;
    final String with;
    final String withClient;
    final String where;
    private final String minutes;
    private final String to;

    Language(
            Locale locale,
            String day,
            String clock,
            String hello,
            String when,
            String before,
            String length,
            String with,
            String withClient,
            String where,
            String minutes,
            String to) {
        this.locale = locale;
        this.day = DateTimeFormatter.ofPattern(day, locale);
        this.clock = DateTimeFormatter.ofPattern(clock, locale);
        this.zoneName = DateTimeFormatter.ofPattern("zzzz, 'UTC'xxx", locale);
        this.hello = hello;
        this.when = when;
        this.before = before;
        this.length = length;
        this.with = with;
        this.withClient = withClient;
        this.where = where;
        this.minutes = minutes;
        this.to = to;
    }

    /** @param tag BCP 47; English where we have no mails in it */
    static Language of(String tag) {
        return Locale.forLanguageTag(tag).getLanguage().equals("de") ? DE : EN;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Such as "Tuesday 3 March 2026". */
    String day(Instant instant, ZoneId zone) {
        return day.format(ZonedDateTime.ofInstant(instant, zone));
    }

    /** Such as "Tuesday 3 March 2026, 09:00 (Eastern Standard Time, UTC-05:00)". */
    String moment(Instant instant, ZoneId zone) {
        var local = ZonedDateTime.ofInstant(instant, zone);
        return day.format(local) + ", " + clock.format(local) + " (" + zoneName.format(local) + ")";
    }

    /** Such as "Tuesday 3 March 2026, 09:00 to 10:00 (Eastern Standard Time, UTC-05:00)". */
    String span(TimeSlot time, ZoneId zone) {
        var start = ZonedDateTime.ofInstant(time.start(), zone);
        var end = ZonedDateTime.ofInstant(time.end(), zone);
        return day.format(start) + ", " + clock.format(start) + " " + to + " " + clock.format(end) + " ("
                + zoneName.format(start) + ")";
    }

    String length(TimeSlot time) {
        return Duration.between(time.start(), time.end()).toMinutes() + " " + minutes;
    }

    String money(BigDecimal amount, String currency) {
        var format = NumberFormat.getCurrencyInstance(locale);
        var coins = Currency.getInstance(currency);
        format.setCurrency(coins);
        // The locale's own currency has left its digits there.
        format.setMinimumFractionDigits(coins.getDefaultFractionDigits());
        format.setMaximumFractionDigits(coins.getDefaultFractionDigits());
        return format.format(amount);
    }
}
