package org.kneadwell.booking.slot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.kneadwell.booking.slot.engine.WorkedTime;

/** How long published therapists work in a period, and where. */
@ApplicationScoped
public class WorkingMinutes {

    public record Worked(UUID therapistId, UUID locationId, String location, long minutes) {}

    private final SlotData data;

    WorkingMinutes(SlotData data) {
        this.data = data;
    }

    /** @param last included; both are local dates of each place */
    @Transactional
    public List<Worked> between(LocalDate first, LocalDate last) {
        var worked = new ArrayList<Worked>();
        // A day earlier: it begins in the east before it does in UTC.
        var since = first.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        data.timetables(data.published(), since)
                .forEach((therapistId, timetable) -> timetable
                        .presences()
                        .forEach(presence -> worked.add(new Worked(
                                therapistId,
                                presence.place().locationId(),
                                presence.place().name(),
                                WorkedTime.minutes(presence.hours(), first, last, timetable.timeOff())))));
        return worked;
    }
}
