import type { BodyRegion } from "./api/booking";

/** Regions a therapist may say they work with; the places where nerves and vessels lie open are not among them. */
export const WORKED_REGIONS = [
  "head", "jaw", "neck", "shoulders", "upper_back", "mid_back", "low_back", "lats_ribs", "hips", "hip_flexors",
  "glutes_piriformis", "hamstrings", "thighs", "lower_legs", "feet", "arms", "forearms_wrists",
] as const satisfies readonly BodyRegion[];
