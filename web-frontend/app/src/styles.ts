import type { Style } from "./api/booking";

export const STYLES = [
  "relaxation", "deep_tissue", "trigger_point", "sports", "clinical_jing", "fascial", "movement_stretch",
  "self_massage_coaching",
] as const satisfies readonly Style[];
