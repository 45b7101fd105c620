/** Times for people: always with the weekday, and with the zone when it is not the reader's own. */
import { now } from "./api/http";
import { locale } from "./i18n";

export const viewerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Each is made once: that takes longer than using it, and two weeks of free times ask for thousands. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, options);
  formatters.set(key, made);
  return made;
}

export function dateTime(instant: string, zone = viewerZone): string {
  return formatter(locale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
}

/** What the clock on the wall shows where it happens: the instant comes with that place's offset. */
export function wallDateTime(instantWithOffset: string): string {
  return dateTime(`${instantWithOffset.slice(0, 16)}:00Z`, "UTC");
}

export function time(instant: string, zone = viewerZone): string {
  return formatter(locale(), { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(instant));
}

export function day(instant: string | number, zone = viewerZone): string {
  return formatter(locale(), { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(
    new Date(instant),
  );
}

/** A duration such as PT107H6M22.5S in days and hours. */
export function roughly(duration: string): string {
  const hours = Number(/(-?\d+)H/.exec(duration)?.[1] ?? 0);
  const days = Math.trunc(hours / 24);
  return days === 0 ? `${hours} h` : `${days} d ${Math.abs(hours % 24)} h`;
}

/** How long it is until then, in words: "in 5 hours". */
export function fromNow(instant: string): string {
  const minutes = Math.round((Date.parse(instant) - now()) / 60_000);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "always" });
  if (Math.abs(minutes) < 90) return words.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? words.format(hours, "hour") : words.format(Math.round(hours / 24), "day");
}

/** A day that may be years away. */
export function dayAndYear(instant: string, zone = viewerZone): string {
  return formatter(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(new Date(instant));
}

/** A time of day as a clock on the wall has it: 09:00 for 09:00:00. */
export function wallTime(timeOfDay: string): string {
  return timeOfDay.slice(0, 5);
}

/** The date and time a clock on the wall shows in a zone, as 2026-11-21T10:00. */
export function localDateTime(instant: string, zone: string): string {
  const parts = formatter("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  return `${isoDay(instant, zone)}T${parts.format(new Date(instant))}`;
}

/** A weekday and a day, short; the instant is noon in UTC. */
export function shortDay(noon: number): string {
  return formatter(locale(), { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(noon);
}

/** A weekday alone, short; the instant is noon in UTC. */
export function weekday(noon: number): string {
  return formatter(locale(), { weekday: "short", timeZone: "UTC" }).format(noon);
}

/** The instant at which a clock on the wall in a zone shows this date and time, such as 2026-11-21T10:00. */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}:00Z`);
  const shownAt = (instant: number) => Date.parse(`${localDateTime(new Date(instant).toISOString(), zone)}:00Z`);
  // Once with the offset of about then, once more with the offset of then.
  let instant = wanted - (shownAt(wanted) - wanted);
  instant -= shownAt(instant) - wanted;
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

/** The calendar day in a zone, as 2026-11-21. */
export function isoDay(instant: string | number, zone = viewerZone): string {
  return formatter("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }).format(
    new Date(instant),
  );
}

/** Whether two zones show another wall clock at this instant; two names of one clock do not count. */
export function clocksDiffer(instant: string, one: string, other: string): boolean {
  return dateTime(instant, one) !== dateTime(instant, other);
}

export function zoneName(zone: string): string {
  return zone.replace(/_/g, " ");
}

export function price(price: { amount: number | string; currency: string } | undefined): string {
  if (!price) return "";
  return new Intl.NumberFormat(locale(), { style: "currency", currency: price.currency }).format(Number(price.amount));
}
