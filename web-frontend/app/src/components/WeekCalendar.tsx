import "@mantine/schedule/styles.css";
import { WeekView, type ScheduleEventData } from "@mantine/schedule";
import { Link } from "@tanstack/react-router";
import { now } from "../api/http";
import { isoDay, localDateTime, weekday } from "../time";
import type { WeekEntry } from "../week";

interface Props {
  /** The Monday, as 2026-11-23. */
  monday: string;
  zone: string;
  entries: WeekEntry[];
  /** From 0, Sunday, when work begins and ends; null: no work. */
  open: Record<number, [string, string] | null>;
  title: string;
}

const COLOUR = { booked: "pine", completed: "gray", pending: "clay", busy: "gray", off: "clay" } as const;

/** From the first hour of a day to the end of the last: what is open or booked, and never less than 8 to 19. */
function hoursShown(entries: Props["entries"], open: Props["open"]): [number, number] {
  const hours = [
    ...entries.filter((one) => one.appointment).flatMap((one) => [one.start.slice(11, 13), one.end.slice(11, 13)]),
    ...Object.values(open).flatMap((hours) => (hours ? [hours[0].slice(0, 2), hours[1].slice(0, 2)] : [])),
  ].map(Number);
  return [Math.min(8, ...hours), Math.max(19, ...hours.map((hour) => hour + 1))];
}

/**
 * The week as a calendar. Appointments are links, so that they are reached by keyboard; its empty slots say nothing that
 * the list does not, and are kept from those who hear the page.
 */
export function WeekCalendar({ monday, zone, entries, open, title }: Props) {
  const [first, last] = hoursShown(entries, open);
  const events: ScheduleEventData[] = entries.map((one) => ({
    id: one.id,
    title: one.title,
    start: one.start,
    end: one.end,
    color: COLOUR[one.kind],
    display: one.appointment ? "default" : "background",
    payload: { entry: one },
  }));
  return (
    <WeekView
      className="weekCalendar"
      aria-label={title}
      role="group"
      date={monday}
      events={events}
      startTime={`${String(first).padStart(2, "0")}:00:00`}
      endTime={last >= 24 ? "23:59:59" : `${String(last).padStart(2, "0")}:00:00`}
      intervalMinutes={30}
      slotHeight={56}
      withHeader={false}
      withAllDaySlots={false}
      withWeekNumber={false}
      highlightToday
      highlightBusinessHours
      businessHours={open}
      weekendDays={[]}
      weekdayFormat={(date) => weekday(Date.parse(`${date.slice(0, 10)}T12:00:00Z`))}
      getCurrentTime={() => localDateTime(new Date(now()).toISOString(), zone).replace("T", " ")}
      withCurrentTimeIndicator={isoDay(now(), zone) >= monday}
      getTimeSlotProps={() => ({ "aria-hidden": true, tabIndex: -1 })}
      renderEvent={(event, props) => {
        const entry = event.payload?.entry as WeekEntry;
        return entry.appointment ? (
          <Link
            to="/therapist/appointments/$id"
            params={{ id: entry.appointment }}
            className={props.className}
            style={props.style}
            aria-label={entry.spoken}
            data-kind={entry.kind}
          >
            {props.children}
          </Link>
        ) : (
          <div className={props.className} style={props.style} data-kind={entry.kind}>
            {props.children}
          </div>
        );
      }}
      renderEventBody={(event) => {
        const entry = event.payload?.entry as WeekEntry;
        return (
          <span className="eventBody">
            <strong>{entry.start.slice(11, 16)}</strong> {entry.title}
            {entry.note && <em>{entry.note}</em>}
          </span>
        );
      }}
    />
  );
}
