import i18n from "./i18n";
import { Problem, type Violation } from "./api/http";

/**
 * What a service refused, in the person's language. Codes and the validator's own sentences are known here and nowhere
 * else; what is not known is shown as the service says it, in English.
 */

/** The validator's sentences by what they mean; groups become the numbers of our sentence. */
const SENTENCES: [RegExp, string, ...string[]][] = [
  [/^must not be (null|blank|empty)$/, "required"],
  [/^must match /, "format"],
  [/^size must be between 0 and (\d+)$/, "atMostLong", "most"],
  [/^size must be between (\d+) and (\d+)$/, "length", "least", "most"],
  [/^must be greater than or equal to (-?[\d.]+)$/, "atLeast", "least"],
  [/^must be less than or equal to (-?[\d.]+)$/, "atMost", "most"],
  [/^must be greater than 0$/, "positive"],
  [/^must be a future date$/, "future"],
  [/^must be a well-formed email address$/, "email"],
  [/^(There is no such region|Choose (one of|from) the offered (values|words))\.$/, "offered"],
  [/^Choose 'none' or something else, not both\.$/, "noneOrOther"],
  [/^Name each value once\.$/, "once"],
  [/^Answer true or false\.$/, "yesOrNo"],
  [/^Give a date and a site\.$/, "dateAndSite"],
  [/^The date cannot be in the future\.$/, "notInFuture"],
  [/^The date is too long ago\.$/, "tooLongAgo"],
  [/^The note cannot be from the future\.$/, "notInFuture"],
  [/^The note cannot end before it begins\.$/, "endsBeforeItBegins"],
  [/^The note has already ended\.$/, "ended"],
  [/^The note cannot be valid before it was written\.$/, "beforeWritten"],
  [/^Is below low\.$/, "belowLow"],
  [/^Is before validFrom\.$/, "endsBeforeItBegins"],
  [/^Is not after (start|fromTime)\.$/, "endsBeforeItBegins"],
  [/^Is before from\.$/, "endsBeforeItBegins"],
  [/^Is in the past\.$/, "past"],
  [/^Equals from\.$/, "endsBeforeItBegins"],
  [/^Overlaps hours before it\.$/, "overlaps"],
  [/^This is not an address\. Copy it whole/, "notAnAddress"],
  [/^The address of a calendar begins with https/, "notHttps"],
  [/^Take the user name and password out of the address; we /, "credentials"],
  [/^Name one of the (therapist's services|packages the therapist offers)\.$/, "offered"],
  [/^Looks like a card number\.$/, "cardNumber"],
  [/^Use a three-letter code such as EUR\.$/, "currency"],
  [/^Has no digits after the point\.$/, "noDecimals"],
  [/^Has at most two digits after the point\.$/, "twoDecimals"],
  [/^The last day comes before the first\.$/, "endsBeforeItBegins"],
  [/^These days have passed\.$/, "ended"],
  [/^The address of an endpoint begins with https:\/\/\.$/, "addressHttps"],
  [/^This is not an address such as /, "addressWhole"],
  [/^Take the user name and password out of the address; the signature /, "addressCredentials"],
  [/^That address is not on the public Internet\.$/, "addressPublic"],
  [/^That server is not one of those this installation talks to\./, "hostListed"],
];

function isEnglish(): boolean {
  return i18n.language.startsWith("en");
}

function knows(problem: Problem): boolean {
  return i18n.exists(`problem.${problem.code}`);
}

/** Why one of several was refused: as the service says it in English, by its code in another language. */
export function why(code: string | null | undefined, said: string | null | undefined): string | null {
  return !isEnglish() && code && i18n.exists(`problem.${code}`) ? i18n.t(`problem.${code}`) : (said ?? null);
}

/** One line that says what did not work. */
export function headline(problem: Problem): string {
  return knows(problem) ? i18n.t(`problem.${problem.code}`) : problem.detail || problem.title || i18n.t("problem.unknown");
}

/** What the service adds to the headline, where it adds anything in a language that is being read. */
export function addition(problem: Problem): string | null {
  return knows(problem) && isEnglish() && problem.detail ? problem.detail : null;
}

export function sentence(violation: Violation): string {
  for (const [pattern, key, ...names] of SENTENCES) {
    const found = pattern.exec(violation.message);
    if (found) {
      const numbers = Object.fromEntries(names.map((name, i) => [name, found[i + 1]]));
      return i18n.t(`violation.${key}`, numbers);
    }
  }
  return violation.message;
}

/** The part of the input a violation is about, as the forms name it: "regions" for "regions[0].soreness". */
export function fieldOf(violation: Violation): string {
  return /^[^.[]+/.exec(violation.field)?.[0] ?? violation.field;
}

/** What is wrong with one entry of a list, as in "weekly[2].to". */
export function atIndex(error: unknown, list: string, index: number): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const found = error.violations.find((violation) => violation.field.startsWith(`${list}[${index}]`));
  return found && sentence(found);
}

/** By field, the first thing that is wrong with it. */
export function byField(error: unknown): Record<string, string> {
  const all = error instanceof Problem ? error.violations : [];
  // The first comes last, and so stays.
  return Object.fromEntries([...all].reverse().map((violation) => [fieldOf(violation), sentence(violation)]));
}
