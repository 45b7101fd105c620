/** Times for people: always with the weekday, and with the zone when it is not the reader's own. */

export const viewerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function dateTime(instant: string, zone = viewerZone): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(instant));
}

export function time(instant: string, zone = viewerZone): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(instant));
}

export function day(instant: string | number, zone = viewerZone): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(
    new Date(instant),
  );
}

/** The calendar day in a zone, as 2026-11-21. */
export function isoDay(instant: string | number, zone = viewerZone): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }).format(
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
  return new Intl.NumberFormat("en-GB", { style: "currency", currency: price.currency }).format(Number(price.amount));
}
