import type { BodyRegion, FollowUpAnswer, Sign } from "./api/feedback";

/** Signs that need help, in the order of their urgency. The services decide what follows from them. */
export const SIGNS = [
  "bladder_bowel_change",
  "saddle_numbness",
  "stroke_like_signs",
  "chest_pain_breathlessness",
  "hot_swollen_leg",
  "dark_urine",
  "fever",
  "worsening_swelling",
  "unexplained_weakness",
  "persisting_numbness",
  "new_pain",
  "whole_body_ache",
  "malaise",
] as const satisfies readonly Sign[];

/** Words for what pressure feels like, from welcome to never acceptable. */
export const WORDS = [
  "dull", "aching", "sweet", "relieving", "welcome", "tender_spot", "strong_pressure",
  "sharp", "burning", "hot", "stabbing", "breath_holding", "tensing_up",
  "skin_tearing", "knife_like", "nerve_poke", "electric", "numb", "tingling",
] as const satisfies FollowUpAnswer["words"];

/** Where one can be sore, from head to foot: every region there is. */
export const REGIONS = [
  "head", "jaw", "jaw_ear_hollow", "neck", "neck_front", "shoulders", "armpit", "upper_back", "mid_back", "lats_ribs", "low_back", "hips",
  "hip_flexors", "groin", "glutes_piriformis", "hamstrings", "thighs", "knee_back", "lower_legs", "feet", "arms", "inner_elbow",
  "forearms_wrists",
] as const satisfies readonly BodyRegion[];
