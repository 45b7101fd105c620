import type { Appointment } from "./api/booking";
import { now } from "./api/http";

/** What RFC 5545 wants escaped in a text. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

function utc(instant: string | number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** At most 75 bytes a line, never within a character. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  let out = "";
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > 74) {
      out += "\r\n ";
      length = 1;
    }
    out += character;
    length += size;
  }
  return out;
}

/**
 * One appointment as an iCalendar file. It has the same UID as in the calendar feed, so that it is one entry, and says when,
 * where and with whom, never why.
 */
export function calendarFile(appointment: Appointment, summary: string): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kneadwell//EN",
    "BEGIN:VEVENT",
    `UID:${appointment.id}@kneadwell`,
    `DTSTAMP:${utc(now())}`,
    `DTSTART:${utc(appointment.start)}`,
    `DTEND:${utc(appointment.end)}`,
    `SUMMARY:${escaped(summary)}`,
    ...(appointment.location ? [`LOCATION:${escaped(`${appointment.location.name}, ${appointment.location.address}`)}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}

/** Hands a calendar file over to the browser's downloads. */
export function saveCalendarFile(appointment: Appointment, summary: string): void {
  const address = URL.createObjectURL(new Blob([calendarFile(appointment, summary)], { type: "text/calendar" }));
  const link = document.createElement("a");
  link.href = address; // eslint-disable-line no-restricted-syntax -- made by us, a line above
  link.download = "appointment.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
