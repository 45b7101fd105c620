import type { SessionOutcome } from "../api/feedback";
import type { PressurePlan, PressureChange } from "../api/intake";

/** What was at one time: how sore somewhere a session left one, or how firm it may be from then on, and why. */
export interface Moment {
  at: string;
  soreness?: number;
  pressure?: number;
  sentence?: string;
}

export interface RegionStory {
  region: string;
  moments: Moment[];
}

/** Region by region what happened, oldest first, in the order in which the regions came up. Pure, so that it can be tested. */
export function regionStories(sessions: SessionOutcome[], changes: PressureChange[], plan?: PressurePlan): RegionStory[] {
  const stories = new Map<string, Moment[]>();
  const of = (region: string) => {
    const found = stories.get(region) ?? [];
    stories.set(region, found);
    return found;
  };
  for (const region of plan?.regions ?? []) if (region.target !== undefined) of(region.region);
  for (const change of changes)
    of(change.region).push({ at: change.at, ...(change.to === undefined ? {} : { pressure: change.to }), sentence: change.sentence });
  for (const session of sessions)
    for (const { region, soreness, target } of session.regions)
      of(region).push({
        at: session.sessionEndedAt,
        ...(soreness === undefined ? {} : { soreness }),
        ...(target === undefined ? {} : { pressure: target }),
      });
  return [...stories]
    .map(([region, moments]) => ({ region, moments: moments.sort((a, b) => a.at.localeCompare(b.at)) }))
    .filter(({ moments }) => moments.length > 0);
}
