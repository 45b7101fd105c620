package org.kneadwell.booking.availability;

import java.time.DayOfWeek;
import org.kneadwell.booking.slot.engine.LocalHours;

/** A piece of open time that comes back every week; a day with none is closed. */
public record WeeklyHours(DayOfWeek day, LocalHours hours) {}
