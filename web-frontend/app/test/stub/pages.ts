import { APPOINTMENT, FOLLOW_UP, HELD, SERVICE, THERAPIST, type Role } from "./world";

/** Every page there is, opened by whom it is for. */
export const PAGES: { name: string; role: Role; path: string }[] = [
  { name: "welcome", role: "nobody", path: "/" },
  { name: "home", role: "client", path: "/" },
  { name: "intake", role: "client", path: "/intake" },
  { name: "result", role: "client", path: "/result" },
  { name: "matches", role: "client", path: "/matches" },
  { name: "therapist", role: "client", path: `/therapists/${THERAPIST}` },
  { name: "hold", role: "client", path: `/hold/${HELD}` },
  { name: "appointment", role: "client", path: `/appointments/${APPOINTMENT}` },
  { name: "move", role: "client", path: `/appointments/${APPOINTMENT}/move` },
  { name: "series", role: "client", path: `/therapists/${THERAPIST}/series` },
  { name: "waitlist", role: "client", path: "/waitlist" },
  { name: "waitlist-join", role: "client", path: `/waitlist?therapist=${THERAPIST}&service=${SERVICE}` },
  { name: "calendar", role: "client", path: "/calendar" },
  { name: "today-check", role: "client", path: `/appointments/${APPOINTMENT}/today` },
  { name: "follow-up", role: "client", path: `/follow-ups/${FOLLOW_UP}` },
  { name: "progress", role: "client", path: "/progress" },
  { name: "desk", role: "therapist", path: "/therapist" },
  { name: "week", role: "therapist", path: "/therapist/week" },
  { name: "hours", role: "therapist", path: "/therapist/hours" },
  { name: "therapist-calendar", role: "therapist", path: "/calendar" },
  { name: "summary", role: "therapist", path: `/therapist/appointments/${APPOINTMENT}/summary` },
  { name: "session", role: "therapist", path: `/therapist/appointments/${APPOINTMENT}/session` },
  { name: "coordinator", role: "coordinator", path: "/coordinator" },
  { name: "events", role: "coordinator", path: "/coordinator/events" },
];
