import type { Weekday } from "./api/booking";

export const WEEKDAYS = [
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
] as const satisfies readonly Weekday[];
