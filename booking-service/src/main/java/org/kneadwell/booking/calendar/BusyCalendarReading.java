package org.kneadwell.booking.calendar;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.calendar.BusyCalendars.Asking;
import org.kneadwell.booking.calendar.BusyCalendars.Due;
import org.kneadwell.booking.calendar.BusyTimes.Reading;

/**
 * Reads therapists' other calendars, every quarter of an hour and when somebody asks for it. No transaction is open while a
 * stranger's server takes its time. A calendar that was claimed by a replica that died is read a quarter of an hour later.
 */
@ApplicationScoped
class BusyCalendarReading {

    private static final Logger LOG = Logger.getLogger(BusyCalendarReading.class);

    /** As many at a time, so that a few slow servers do not keep the others waiting. */
    private static final int AT_ONCE = 8;

    private final BusyCalendars calendars;
    private final CalendarDownloads downloads;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("busy-calendars-", 0).factory());

    BusyCalendarReading(BusyCalendars calendars, CalendarDownloads downloads) {
        this.calendars = calendars;
        this.downloads = downloads;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    @Scheduled(
            every = "${kneadwell.booking.calendar.look-every:15s}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void readWhatIsDue() throws InterruptedException {
        List<Due> due;
        do {
            due = calendars.claim(AT_ONCE);
            threads.invokeAll(due.stream().map(this::reading).toList());
        } while (due.size() == AT_ONCE);
    }

    private Callable<@Nullable Void> reading(Due due) {
        return () -> {
            try {
                read(due);
            } catch (RuntimeException failure) {
                warn(failure);
            }
            return null;
        };
    }

    /** Without its message, which may hold an address. The calendar is read again in a quarter of an hour. */
    private static void warn(RuntimeException failure) {
        LOG.warnf("A calendar was not read: %s", failure.getClass().getName());
    }

    /** Reads one now, unless it was asked for a moment ago. */
    Asking readNow(UUID therapistId, UUID id) {
        var asking = calendars.claim(therapistId, id);
        if (asking instanceof Asking.Now(Due due)) {
            read(due);
        }
        return asking;
    }

    /** Whatever a stranger's calendar makes go wrong is a failure of this calendar, which its therapist is told. */
    private void read(Due due) {
        try {
            take(due);
        } catch (RuntimeException failure) {
            warn(failure);
            calendars.failed(due.id(), "not-read", "Something in this calendar kept us from reading it.");
        }
    }

    private void take(Due due) {
        switch (downloads.get(due.address(), due.etag(), due.lastModified())) {
            case Download.Unchanged _ -> calendars.unchanged(due.id());
            case Download.Failed(String code, String sentence) -> calendars.failed(due.id(), code, sentence);
            case Download.Received received -> {
                var frame = calendars.frame(due.therapistId());
                switch (BusyTimes.read(received.text(), frame.home(), frame.from(), frame.until())) {
                    case Reading.Unreadable(String code, String sentence) -> calendars.failed(due.id(), code, sentence);
                    case Reading.Busy busy -> calendars.replace(due, received, busy);
                }
            }
        }
    }
}
