import type { Therapist } from "./api/booking";
import { now } from "./api/http";

const DAY = 24 * 3600 * 1000;
const SOON_DAYS = 60;

/** Verified licences that end soon or have ended, the first to end first. */
export function runningOut(therapists: Therapist[]) {
  return therapists
    .flatMap((therapist) => therapist.licences.filter((licence) => licence.verified).map((licence) => ({ therapist, licence })))
    .map((one) => ({ ...one, days: Math.floor((Date.parse(`${one.licence.validUntil}T24:00:00Z`) - now()) / DAY) }))
    .filter((one) => one.days <= SOON_DAYS)
    .sort((one, other) => one.days - other.days);
}

/** Licences nobody has checked yet. */
export function toVerify(therapists: Therapist[]) {
  return therapists.flatMap((therapist) =>
    therapist.licences.filter((licence) => !licence.verified).map((licence) => ({ therapist, licence })),
  );
}
