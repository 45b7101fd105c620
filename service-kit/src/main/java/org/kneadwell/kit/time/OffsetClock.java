package org.kneadwell.kit.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jboss.logging.Logger;

/**
 * The system's clock plus an offset written in a file as an ISO 8601 duration, re-read at most every 200 ms. For
 * development only: it lets a person live through 72 hours in a minute, in every service at once.
 */
final class OffsetClock extends Clock {

    private static final Logger LOG = Logger.getLogger(OffsetClock.class);
    private static final long REREAD_NANOS = Duration.ofMillis(200).toNanos();

    private final Clock base;
    private final Path file;
    private volatile Reading reading;

    OffsetClock(Clock base, Path file) {
        this.base = base;
        this.file = file;
        this.reading = new Reading(Duration.ZERO, System.nanoTime() - REREAD_NANOS - 1);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset());
    }

    private Duration offset() {
        Reading last = reading;
        if (System.nanoTime() - last.atNanos() < REREAD_NANOS) {
            return last.offset();
        }
        Reading next = new Reading(read(last.offset()), System.nanoTime());
        reading = next;
        return next.offset();
    }

    private Duration read(Duration last) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? last : Duration.parse(text);
        } catch (NoSuchFileException e) {
            return Duration.ZERO;
        } catch (IOException | DateTimeException e) {
            LOG.warnf("The clock's offset file cannot be read; the offset stays %s.", last);
            return last;
        }
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new OffsetClock(base.withZone(zone), file);
    }

    private record Reading(Duration offset, long atNanos) {}
}
