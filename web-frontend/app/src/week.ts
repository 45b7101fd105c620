import type { Appointment, Slot } from "./api/booking";
import type { DatedHours } from "./api/desk";
import type { DayHours, TimeOff } from "./api/practice";
import { localDateTime } from "./time";
import { WEEKDAYS } from "./weekdays";

export type WeekKind = "booked" | "completed" | "pending" | "busy" | "off";

/** Something in a week, by the clock on the wall: "2026-11-23 10:00:00". */
export interface WeekEntry {
  id: string;
  kind: WeekKind;
  start: string;
  end: string;
  title: string;
  note?: string;
  /** The whole of it in one sentence. */
  spoken: string;
  /** The appointment it is; left out where it is none. */
  appointment?: string;
}

export function wall(instant: string, zone: string): string {
  return `${localDateTime(instant, zone).replace("T", " ")}:00`;
}

export function ofAppointment(a: Appointment, title: string, note: string | undefined): WeekEntry {
  const [start, end] = [wall(a.start, a.zone), wall(a.end, a.zone)];
  const spoken = [`${start.slice(11, 16)} – ${end.slice(11, 16)}`, title, a.service.name, note].filter(Boolean).join(", ");
  return { id: a.id, kind: a.state as WeekKind, start, end, title, note, spoken, appointment: a.id };
}

/** A stretch of time as one piece for each of these days that it touches. */
export function pieces(span: Slot | TimeOff, kind: "busy" | "off", title: string, days: string[], zone: string): WeekEntry[] {
  const [start, end] = [wall(span.start, zone), wall(span.end, zone)];
  return days.flatMap((day) => {
    const from = start > `${day} 00:00:00` ? start : `${day} 00:00:00`;
    const to = end < `${day} 23:59:59` ? end : `${day} 23:59:59`;
    if (from >= to || from.slice(0, 10) !== day) return [];
    const whole = from.endsWith("00:00:00") && to.endsWith("23:59:59");
    const spoken = whole ? title : `${from.slice(11, 16)} – ${to.slice(11, 16)}, ${title}`;
    return [{ id: `${kind}-${span.start}-${day}`, kind, start: from, end: to, title, spoken }];
  });
}

/** By day of the week from 0, Sunday: when work begins and ends in this week, single dates before weekly hours. */
export function openIn(days: string[], weekly: DayHours[], dates: DatedHours[]): Record<number, [string, string] | null> {
  return Object.fromEntries(
    days.map((day, i) => {
      const dated = dates.find((one) => one.date === day);
      const hours = dated ? dated.hours : weekly.filter((one) => one.day === WEEKDAYS[i]);
      const from = hours.map((one) => one.from.slice(0, 5)).sort()[0];
      const to = hours.map((one) => (one.to.slice(0, 5) <= one.from.slice(0, 5) ? "23:59" : one.to.slice(0, 5))).sort().at(-1);
      return [(i + 1) % 7, from === undefined || to === undefined ? null : ([`${from}:00`, `${to}:00`] as [string, string])];
    }),
  );
}
