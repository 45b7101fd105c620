import type { FollowUpAnswer, Sign } from "./api/feedback";

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
