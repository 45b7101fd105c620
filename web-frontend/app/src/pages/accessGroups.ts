import type { Access } from "../api/accesses";
import { day, time } from "../time";

/** What was looked at, told apart as far as a client would. */
export type Looked = "summary" | "session" | "followUp" | "booking" | "data";

const LOOKED: Record<string, Looked> = {
  getSummary: "summary",
  getSummaryPage: "summary",
  getSummaryPdf: "summary",
  startSession: "session",
  getSession: "session",
  checkIn: "session",
  completeSession: "session",
  // Nobody is shown anything: the service looks before it lets the appointment be.
  acceptAppointment: "booking",
  rescheduleAppointment: "booking",
  listAppointmentFollowUps: "followUp",
  getAppointmentFollowUp: "followUp",
};

export interface AccessGroup {
  id: string;
  day: string;
  role: string;
  appointmentId?: string | undefined;
  lines: { access: string; looked: Looked; times: string[] }[];
}

/** One entry for each day, who and appointment; within it what was done once, with each minute in which it was done. */
export function accessGroups(newestFirst: Access[]): AccessGroup[] {
  const groups = new Map<string, AccessGroup>();
  for (const access of newestFirst) {
    const on = day(access.at);
    const key = [on, access.role, access.appointmentId].join("|");
    const group = groups.get(key) ?? { id: access.id, day: on, role: access.role, appointmentId: access.appointmentId, lines: [] };
    groups.set(key, group);
    const looked = LOOKED[access.operation] ?? "data";
    const at = time(access.at);
    const line = group.lines.find((one) => one.access === access.access && one.looked === looked);
    if (!line) group.lines.push({ access: access.access, looked, times: [at] });
    else if (!line.times.includes(at)) line.times.unshift(at);
  }
  return [...groups.values()];
}
